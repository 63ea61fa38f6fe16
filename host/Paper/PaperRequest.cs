using Pawl.Backtesting.Runs;
using Pawl.Host.Replay;

namespace Pawl.Host.Paper;

/// <summary>How a run trades on paper.</summary>
/// <param name="Settings">The account and its broker.</param>
internal sealed record PaperRequest(BacktestSettings Settings)
{
    public int Threads { get; init; } = 1;

    /// <summary>Whether clock events close bars; else only the broker is heard up to their time.</summary>
    public bool ClosesBars { get; init; } = true;

    /// <summary>Whether a piece of the input holds what all logs have up to its end; else each log has its own time.</summary>
    public bool IsMerged { get; init; } = true;

    /// <summary>Whether what the logs say is wanted as it is said.</summary>
    public bool Writes { get; init; }

    /// <summary>Takes the lines of the account's log; null where nobody does.</summary>
    public ILogSink? Sink { get; init; }

    /// <summary>Takes the same lines, but none that was stored before; null where nobody does.</summary>
    public ILogSink? Served { get; init; }

    /// <summary>What people ask for; null where nobody can.</summary>
    public KillSwitch? Commands { get; init; }

    /// <summary>Where findings are told, a line each.</summary>
    public TextWriter Findings { get; init; } = TextWriter.Null;
}
