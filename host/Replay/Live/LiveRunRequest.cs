using Pawl.Backtesting.Runs;
using Pawl.Engine;
using Pawl.Host.Commands;
using Pawl.Host.Paper;
using Pawl.Host.Web;
using Pawl.Recovery;
using Pawl.Types;

namespace Pawl.Host.Replay.Live;

/// <summary>How a live run is run.</summary>
/// <param name="Store">Where it is kept and goes on.</param>
internal sealed record LiveRunRequest(StoreRequest Store)
{
    /// <summary>How many times as fast as they were recorded files come; infinite for as fast as possible.</summary>
    public double Speed { get; init; } = double.PositiveInfinity;

    /// <summary>How long after their end bars are closed where nothing is traded; null where only events close them.</summary>
    public TimeSpan? CloseAfter { get; init; }

    /// <summary>The folder that outputs are appended to, or '-' for standard output; null for neither.</summary>
    public string? Out { get; init; }

    /// <summary>Nodes that begin anew.</summary>
    public IReadOnlyList<string> Reset { get; init; } = [];

    public int Threads { get; init; } = 1;

    /// <summary>The account and its simulated broker; null where nothing is traded.</summary>
    public BacktestSettings? Paper { get; init; }

    /// <summary>An account that somebody else trades: by what is stored of it, and what takes its new lines. Null where there is none.</summary>
    public Func<IReadOnlyDictionary<string, StoredAccount>, Func<string, ILogSink?>, IAccountMessages>? Followed { get; init; }

    /// <summary>Whoever else takes the lines of the account's log, once they are stored. Null where nobody does.</summary>
    public Func<ILogSink>? OpenAccountSink { get; init; }

    /// <summary>Whoever else takes what a log says, once it is stored: makes the sink of a log. Null where nobody does.</summary>
    public Func<EngineLog, ILogSink>? OpenSink { get; init; }

    /// <summary>How it is served meanwhile; null where it is not.</summary>
    public WebOptions? Serve { get; init; }

    /// <summary>Events before this time are history, and come at once.</summary>
    public Timestamp PaceFrom { get; init; } = Timestamp.MinValue;

    /// <summary>Where findings are told, a line each.</summary>
    public TextWriter Findings { get; init; } = Console.Error;
}
