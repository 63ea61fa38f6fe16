using Pawl.Bus;

namespace Pawl.Logs;

/// <summary>Where a symbol's events go.</summary>
/// <param name="Log">The log.</param>
/// <param name="Symbol">The symbol's number in it.</param>
public readonly record struct LogRoute(string Log, int Symbol);

/// <summary>What was refused.</summary>
/// <param name="Arrival">With what it came.</param>
/// <param name="Content">The message.</param>
/// <param name="Reason">Why, in one line.</param>
public sealed record RefusedMessage(Arrival Arrival, ReadOnlyMemory<byte> Content, string Reason);

/// <summary>How a sequencer works.</summary>
/// <param name="Owner">By this owners are told apart; another each time a program starts.</param>
/// <param name="PartitionOf">The partition of a log.</param>
/// <param name="RouteOf">Where the events of a symbol go; null where they go nowhere.</param>
public sealed record SequencerOptions(string Owner, Func<string, int> PartitionOf, Func<string, LogRoute?> RouteOf)
{
    /// <summary>Events that one record may hold, as far as they do not come in one message.</summary>
    public int RecordEvents { get; init; } = 64;

    /// <summary>Records of a partition that may be on their way at once.</summary>
    public int Window { get; init; } = 256;

    /// <summary>How long to wait before a server that does not answer is asked again.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long writing may take after it was told to stop.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How often it is written down how far it has come.</summary>
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How bars are closed where nothing comes; null where only what comes closes them.</summary>
    public QuietOptions? Quiet { get; init; }

    /// <summary>Keeps what was refused; done before the place behind it is written down.</summary>
    public Func<RefusedMessage, Task> Refuse { get; init; } = _ => Task.CompletedTask;

    /// <summary>Told what people should know, a line each.</summary>
    public Action<string> Notes { get; init; } = _ => { };
}
