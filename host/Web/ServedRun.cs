using Pawl.Backtesting.Runs;
using Pawl.Host.Commands;
using Pawl.Host.Web.Live;
using Pawl.Host.Web.Rest;
using Pawl.Types;

namespace Pawl.Host.Web;

/// <summary>A run as those see it who ask for it from outside.</summary>
/// <param name="Data">Its pipeline, and where its input comes from.</param>
/// <param name="Store">The file in which it is kept.</param>
/// <param name="Run">Its number there.</param>
/// <param name="Hub">Hands on what it says.</param>
/// <param name="Watch">Looks at its logs.</param>
/// <param name="Switch">Stops its trading.</param>
/// <param name="Lag">How long it takes from input to what is shown.</param>
internal sealed record ServedRun(PipelineData Data, string Store, long Run, Hub Hub, LiveWatch Watch, TradingSwitch Switch, LagMeter Lag)
{
    /// <summary>Connections to the store.</summary>
    public StorePool Stores { get; } = new(Store);

    /// <summary>The account that orders belong to.</summary>
    public const string Account = "paper";

    /// <summary>The pipelines that may be asked for: the one that runs, and those of the folder config/pipelines.</summary>
    public KnownPipelines Pipelines { get; } = new(Data);

    /// <summary>How it trades; null where it does not.</summary>
    public BacktestSettings? Paper { get; init; }

    /// <summary>Ends when the server does.</summary>
    public CancellationToken Stopping { get; init; }

    /// <summary>The symbols that are run, by name: those of its logs, those that it had before, and those that the pipeline names.</summary>
    public IReadOnlyList<string> Symbols =>
        [.. Watch.Logs.SelectMany(l => l.Symbols).Concat(Hub.Streams.Where(s => s.Log != Account).Select(s => s.Symbol)).Concat(Data.Graph.DeclaredSymbols).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Where its input comes from, for people.</summary>
    public string Source => Data.Feed is { } feed ? feed.Name : Data.Files.Count > 0 && Pawl.Ingestion.SimulatedOptions.IsNamed(Data.Files[0]) ? "simulated" : string.Join(' ', Data.Files.Select(f => Path.GetFileName(f)));

    public Timestamp Started { get; } = Frame.Now();
}
