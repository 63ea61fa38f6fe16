using System.Globalization;

namespace Pawl.Redis;

/// <summary>Where a server is, and how this client names and proves itself.</summary>
/// <param name="Host">Its name or address.</param>
/// <param name="Port">Its port.</param>
public sealed record RedisOptions(string Host, int Port = RedisOptions.UsualPort)
{
    public const int UsualPort = 6379;

    /// <summary>By this the server tells connections apart in what it reports; without spaces.</summary>
    public string Name { get; init; } = "pawl";

    /// <summary>The user of its ACL; null for the one that every server has.</summary>
    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>The number of the database.</summary>
    public int Database { get; init; }

    /// <summary>How long connecting may take, with login.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A server that answers nothing for so long, though something was asked, is lost; longer than any blocking read.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Commands that may await their answers; whoever wants to send more waits.</summary>
    public int MaxPending { get; init; } = 16 * 1024;

    /// <summary>Bytes that one text of an answer may have.</summary>
    public int MaxText { get; init; } = 64 << 20;

    /// <summary>Texts and lists that one answer may be made of.</summary>
    public int MaxItems { get; init; } = 4 << 20;

    /// <summary>Reads <c>redis://[[user]:password@]host[:port][/database]</c>.</summary>
    /// <exception cref="FormatException">It is none; the message is one line and does not repeat it.</exception>
    public static RedisOptions Parse(string url)
    {
        int database = 0;
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) || uri.Scheme != "redis" || uri.Host.Length == 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0
            || (uri.AbsolutePath is not ("" or "/") && !int.TryParse(uri.AbsolutePath.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out database)))
        {
            throw new FormatException("no address of a Redis server; write redis://host:6379 or redis://user:password@host:6379");
        }

        string[] login = uri.UserInfo.Length == 0 ? [] : [.. uri.UserInfo.Split(':', 2).Select(Uri.UnescapeDataString)];
        return login.Length == 1
            ? throw new FormatException("the address has a user without a password; write redis://user:password@host:6379")
            : new RedisOptions(uri.IdnHost, uri.Port < 0 ? UsualPort : uri.Port)
            {
                Database = database,
                User = login.Length == 2 && login[0].Length > 0 ? login[0] : null,
                Password = login.Length == 2 ? login[1] : null,
            };
    }

    /// <summary>The address alone, for messages: never what proves who this is.</summary>
    public override string ToString() => $"redis://{Host}:{Port.ToString(CultureInfo.InvariantCulture)}";
}
