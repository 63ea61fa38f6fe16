using System.Security.Cryptography.X509Certificates;
using Pawl.Nats.Nkeys;

namespace Pawl.Nats;

/// <summary>Where a server is, and how this client names and proves itself.</summary>
/// <param name="Host">Its name or address.</param>
/// <param name="Port">Its port.</param>
public sealed record NatsOptions(string Host, int Port = 4222)
{
    /// <summary>By this the server tells connections apart in what it reports.</summary>
    public string Name { get; init; } = "pawl";

    public string? User { get; init; }

    public string? Password { get; init; }

    public string? Token { get; init; }

    /// <summary>By what this client signs what the server says, where it is known by an nkey; null where it is not.</summary>
    public NkeySeed? Nkey { get; init; }

    /// <summary>Speak TLS; also done where the server demands it.</summary>
    public bool Tls { get; init; }

    /// <summary>The authority that must have signed the server's certificate; null for those the machine trusts.</summary>
    public X509Certificate2? Authority { get; init; }

    /// <summary>What this client shows where the server wants a certificate.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>How long connecting may take, with greeting and login.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A server that takes nothing for so long is lost.</summary>
    public TimeSpan WriteDeadline { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often the server is asked whether it is there; without an answer at the second time it is lost.</summary>
    public TimeSpan PingEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Bytes that may wait to be sent; whoever wants to send more waits.</summary>
    public int SendBuffer { get; init; } = 4 << 20;

    /// <summary>Reads <c>nats://[user:password@|token@]host[:port]</c>, or <c>tls://</c>.</summary>
    /// <exception cref="FormatException">It is none; the message is one line.</exception>
    public static NatsOptions Parse(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("nats" or "tls") || uri.Host.Length == 0
            || uri.AbsolutePath is not ("" or "/") || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            throw new FormatException("no address of a NATS server; write nats://host:4222 or tls://user:password@host:4222");
        }

        string[] login = uri.UserInfo.Length == 0 ? [] : [.. uri.UserInfo.Split(':', 2).Select(Uri.UnescapeDataString)];
        return new NatsOptions(uri.IdnHost, uri.Port < 0 ? 4222 : uri.Port)
        {
            Tls = uri.Scheme == "tls",
            User = login.Length == 2 ? login[0] : null,
            Password = login.Length == 2 ? login[1] : null,
            Token = login.Length == 1 ? login[0] : null,
        };
    }

    /// <summary>The address alone, for messages: never what proves who this is.</summary>
    public override string ToString() => $"{(Tls ? "tls" : "nats")}://{Host}:{Port.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
}
