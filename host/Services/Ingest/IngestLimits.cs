namespace Pawl.Host.Services.Ingest;

/// <summary>How much of everything a gateway takes, so that its memory is bounded whoever sends.</summary>
public static class IngestLimits
{
    /// <summary>Bytes of a body or a WebSocket message, unpacked.</summary>
    public const int BodyBytes = 1 << 20;

    /// <summary>Ticks of a batch.</summary>
    public const int BatchTicks = 5_000;

    /// <summary>Requests and messages that are worked on at once.</summary>
    public const int AtOnce = 64;

    /// <summary>Connections at once; each may hold a message that has not come to its end.</summary>
    public const int Connections = 500;

    /// <summary>WebSockets at once.</summary>
    public const int Sockets = 100;

    /// <summary>Batches of which it is known that they have come, by their idempotency keys.</summary>
    public const int KnownBatches = 10_000;

    /// <summary>Streams whose state is in memory.</summary>
    public const int KnownStreams = 4_096;

    /// <summary>Bytes of lines that go into one arrival.</summary>
    public const int ArrivalBytes = 128 * 1024;

    /// <summary>How far a tick may be ahead of this machine's clock: later ones would carry the log's time away.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);
}
