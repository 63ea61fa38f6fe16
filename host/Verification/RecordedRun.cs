using Pawl.Engine;
using Pawl.Host.Replay;
using Pawl.Host.Replay.Storing;
using Pawl.Persistence;
using Pawl.Persistence.Sqlite;
using Pawl.Recovery;

namespace Pawl.Host.Verification;

/// <summary>A run in a store, to be read: its input logs are a tape.</summary>
internal sealed class RecordedRun : ITape, IDisposable
{
    private const int PieceEvents = 4096;

    private readonly StoreReader store;
    private readonly Graph graph;
    private readonly Drivers drivers;

    private RecordedRun(StoreReader store, StoredRun run, Graph graph, SymbolInstruments instruments, string scriptsIn)
    {
        this.store = store;
        this.graph = graph;
        Stored = run;
        drivers = new Drivers(graph, instruments);
        Pipelines = new StoredPipelines(store.Pipelines(), instruments, scriptsIn);
        Logs = store.LogsOf(run).Values.OrderBy(l => l.Name, StringComparer.Ordinal).ToArray();
        Accounts = store.AccountsOf(run).Values.Select(a => a.Log).OrderBy(l => l.Name, StringComparer.Ordinal).ToArray();
    }

    /// <summary>What the store says of it.</summary>
    public StoredRun Stored { get; }

    /// <summary>Whether it has traded.</summary>
    public bool HasTraded => Accounts.Count > 0;

    /// <summary>The logs of its accounts, by name.</summary>
    public IReadOnlyList<StoredLog> Accounts { get; }

    /// <summary>By name.</summary>
    public IReadOnlyList<StoredLog> Logs { get; }

    /// <summary>The pipelines that its logs were computed by.</summary>
    public StoredPipelines Pipelines { get; }

    /// <summary>A log as it began: by the pipeline of then, and where that was not kept by the one that is given.</summary>
    /// <exception cref="StoreException">This program would compute something else.</exception>
    public LogComputation Begin(StoredLog log)
    {
        if (log.Pipeline is { } pipeline)
        {
            return Pipelines.Begin(log.Name, pipeline);
        }

        EngineLog engine = EngineLog.Create(graph, log.Name);
        return new LogComputation(engine, drivers.Of(engine), default);
    }

    /// <summary>Opens the newest run of a pipeline, or the one of a number.</summary>
    /// <exception cref="StoreException">There is none, or the pipeline or its rules are not those of the run.</exception>
    public static RecordedRun Open(string path, int? number, Graph graph, SymbolInstruments instruments, string scriptsIn)
    {
        StoreReader opened = StoreReader.Open(path);
        try
        {
            IReadOnlyList<StoredRun> runs = opened.Runs();
            StoredRun run = runs.FirstOrDefault(r => number is null ? r.Description.Pipeline == graph.Name : r.Id == number)
                ?? throw new StoreException(number is null ? $"{path}: has no run of pipeline '{graph.Name}'; it has runs of {Names(runs)}" : $"{path}: has no run {number}; it has {Numbers(runs)}");
            if (graph.DifferenceFrom(run.Description.Signature.Span) is { } difference)
            {
                throw new StoreException($"{path}: the pipeline '{graph.Name}' is not that of run {run.Id}: {difference}; give the pipeline as it was");
            }

            if (!run.Description.Rules.Contains(instruments.Describe(), StringComparison.Ordinal))
            {
                throw new StoreException($"{path}: run {run.Id} was made {run.Description.Rules}; give the same --instrument, --adjust and --lateness");
            }

            return new RecordedRun(opened, run, graph, instruments, scriptsIn);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>A log of the run before its first event.</summary>
    public TapeLog TapeOf(StoredLog stored) => new(graph, stored.Name, drivers.Of(EngineLog.Create(graph, stored.Name)));

    public IEnumerable<TapePiece> Read(long events = long.MaxValue)
    {
        InputEvent[] piece = new InputEvent[PieceEvents];
        foreach (StoredLog stored in Logs)
        {
            TapeLog log = TapeOf(stored);
            if (stored.Removed.Records > 0)
            {
                throw new StoreException($"log {stored.Name}: the first {stored.Removed.Records} records of its input were removed, as the settings store.keep_… said; only a run that has all of them can be run again");
            }

            StoredEvents source = new(stored);
            int count;
            do
            {
                count = 0;
                while (count < Math.Min(PieceEvents, events) && source.MoveNext())
                {
                    piece[count++] = source.Current;
                }

                events -= count;
                if (count > 0)
                {
                    yield return new TapePiece(log, piece.AsMemory(0, count));
                }
            }
            while (count > 0);
        }
    }

    public void Dispose() => store.Dispose();

    private static string Names(IEnumerable<StoredRun> runs) =>
        runs.Select(r => $"'{r.Description.Pipeline}'").Distinct(StringComparer.Ordinal).DefaultIfEmpty("none").Aggregate((a, b) => $"{a}, {b}");

    private static string Numbers(IReadOnlyList<StoredRun> runs) => runs.Count == 0 ? "none" : $"1 to {runs[0].Id}";
}
