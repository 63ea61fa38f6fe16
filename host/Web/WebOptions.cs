using System.Net;

namespace Pawl.Host.Web;

/// <summary>How the program serves.</summary>
internal sealed record WebOptions
{
    public const int DefaultPort = 8080;

    /// <summary>Where it listens; port 0 takes any that is free.</summary>
    public IPEndPoint Address { get; init; } = new(IPAddress.Loopback, DefaultPort);

    /// <summary>Whether the next free port is taken where that one is in use.</summary>
    public bool TakesNextPort { get; init; }

    /// <summary>Who may do what; without keys everybody who reaches it may read.</summary>
    public ApiKeys Keys { get; init; } = ApiKeys.None;

    /// <summary>Whether everybody who may read may also trade, where there are no keys: a demo risks nothing.</summary>
    public bool TradesFreely { get; init; }

    /// <summary>Further names under which it is reached; anything else that a request is addressed to is refused.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Pages of other servers that may use it in a browser, such as https://desk.example.com.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>Requests a second that one address or key may make, over a while.</summary>
    public int RequestsPerSecond { get; init; } = 200;

    /// <summary>Bytes that a body may have. Those of the API are a few fields; data goes in elsewhere.</summary>
    public int BodyBytes { get; init; } = 64 * 1024;

    /// <summary>Connections at once.</summary>
    public int Connections { get; init; } = 1_000;

    /// <summary>The certificate by which HTTPS is spoken; null where it is HTTP.</summary>
    public ServerCertificate? Certificate { get; init; }

    /// <summary>Bytes of messages that are kept for those who come back.</summary>
    public long WindowBytes { get; init; } = Live.Hub.DefaultWindowBytes;

    /// <summary>Whether it is ready: says why not, and nothing where it is. Null where the first event makes it so.</summary>
    public Func<string>? Waits { get; init; }

    /// <summary>Folders of back-tests, for their reports.</summary>
    public string? Reports { get; init; }
}
