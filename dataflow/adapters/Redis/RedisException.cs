namespace Pawl.Redis;

/// <summary>The connection is lost, was refused, or the server answered what it must not; the message says which, in one line.</summary>
public class RedisException : Exception
{
    public RedisException(string message)
        : base(message)
    {
    }

    public RedisException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

/// <summary>The server does not let this client in, or lets it not do what it must: asked again it will say the same.</summary>
public sealed class RedisRefusedException : RedisException
{
    public RedisRefusedException(string message)
        : base(message)
    {
    }

    public RedisRefusedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

/// <summary>The server answered a command with an error.</summary>
/// <param name="text">Its words, which begin with a code in capitals.</param>
public sealed class RedisErrorException(string text) : RedisException($"Redis says '{text}'")
{
    /// <summary>The first word, such as <c>ERR</c>, <c>NOGROUP</c> or <c>LOADING</c>.</summary>
    public string Code { get; } = text.Split(' ', 2)[0];

    /// <summary>The server's words.</summary>
    public string Text => text;

    /// <summary>Whether this user may not do that: it will not change by itself.</summary>
    public bool IsRefusal => Code is "NOPERM" or "NOAUTH" or "WRONGPASS";
}
