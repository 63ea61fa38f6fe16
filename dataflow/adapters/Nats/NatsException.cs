namespace Pawl.Nats;

/// <summary>The connection is lost, was refused, or the server answered what it must not; the message says which, in one line.</summary>
public class NatsException : Exception
{
    public NatsException(string message)
        : base(message)
    {
    }

    public NatsException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

/// <summary>The server does not let this client in, or does not speak as it must: asked again it will say the same.</summary>
public sealed class NatsRefusedException : NatsException
{
    public NatsRefusedException(string message)
        : base(message)
    {
    }

    public NatsRefusedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

/// <summary>A stream is kept otherwise than it must be; a person has to decide.</summary>
public sealed class StreamDiffersException(string message) : NatsException(message);

/// <summary>Nobody listens to a subject that was asked; said by the server at once.</summary>
public sealed class NoRespondersException(string subject) : NatsException($"nobody answers on '{subject}'");

/// <summary>JetStream refused what was asked.</summary>
/// <param name="code">The server's number, see its table of errors.</param>
/// <param name="description">The server's words.</param>
public sealed class JetStreamException(int code, string description) : NatsException($"JetStream refuses: {description} ({code})")
{
    /// <summary>A stream that does not exist.</summary>
    public const int StreamNotFound = 10059;

    /// <summary>The stream does not end where an append said.</summary>
    public const int WrongLastSequence = 10071;

    /// <summary>The stream does not end with the message that an append named.</summary>
    public const int WrongLastId = 10070;

    /// <summary>A message that does not exist.</summary>
    public const int NoMessage = 10037;

    public int Code => code;

    public string Description => description;
}
