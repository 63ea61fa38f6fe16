using Pawl.Engine;
using Pawl.Host.Commands;
using Pawl.Host.Configuration;
using Pawl.Ingestion;
using Pawl.Persistence;
using Pawl.Persistence.Sqlite;
using Pawl.Recovery;

namespace Pawl.Host.Replay.Storing;

/// <summary>The store of a command, and the run in it that the command makes or goes on with.</summary>
internal sealed class OpenedStore : IDisposable
{
    private readonly SqliteStore store;

    private OpenedStore(SqliteStore store, RunStorage storage)
    {
        this.store = store;
        Storage = storage;
    }

    public RunStorage Storage { get; }

    /// <summary>Opens the store of a replay.</summary>
    /// <exception cref="StoreException">It cannot be used, or the run cannot go on with this pipeline.</exception>
    public static OpenedStore ForReplay(StoreRequest request, PipelineData data, bool withoutFlush) =>
        Open(request, "replay", data, withoutFlush ? ", without flush" : "", (run, pipeline) => new RunStorage(RequireWhole(request.Path, run), request.Snapshots, pipeline) { Letters = data.Letters });

    /// <summary>Opens the store of a live run, which always goes on.</summary>
    /// <inheritdoc cref="ForReplay"/>
    public static OpenedStore ForRun(
        StoreRequest request, PipelineData data, string rules, bool recalls, Func<EngineLog, IEnumerable<NodeReset>> resets,
        Func<EngineLog, IEnumerable<(int Symbol, LogCommand Command)>> switches, Action<StoredLogRun> recovered) =>
        Open(request, "run", data, rules, (run, pipeline) => new RunStorage(run, request.Snapshots, pipeline) { Recalls = recalls, Resets = resets, Switches = switches, Recovered = recovered, Letters = data.Letters });

    private static OpenedStore Open(StoreRequest request, string kind, PipelineData data, string further, Func<IRun, PipelineOfRun, RunStorage> storageOf)
    {
        string rules = $"from {data.From?.ToString() ?? "the beginning"} to {data.To?.ToString() ?? "the end"}{further}, {data.Instruments.Describe()}";
        if (data.File.Scripts.Select(s => ScriptFolder.Keep(s.File, s.Path)).FirstOrDefault(m => m is not null) is { } mistake)
        {
            throw new StoreException(mistake);
        }

        StoredPipeline pipeline = StoredPipelines.Of(data.Graph, data.File);
        RunDescription description = new(kind, data.Graph.Name, data.Feed?.Name ?? string.Join(' ', data.Files.Select(FullName)), rules, pipeline.Signature, VersionAction.Number);
        SqliteStore opened = SqliteStore.Open(request.Path, request.Options);
        try
        {
            StoredRun? earlier = request.Resume ? opened.Newest(description.Kind, description.Pipeline, description.Data) : null;
            StoredPipelines known = new(opened.Pipelines(), data.Instruments, data.File.ScriptsIn);
            if (earlier is not null)
            {
                RequireSame(request.Path, earlier, description);
                RequireGoesOn(request.Path, earlier, data.Graph, pipeline.Hash, known);
            }

            IRun run = earlier is null ? opened.Begin(description, pipeline) : opened.Resume(earlier, pipeline);
            return new OpenedStore(opened, storageOf(run, new PipelineOfRun(pipeline.Hash, known)));
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Storage.Dispose();
        store.Dispose();
    }

    private static string FullName(string entry)
    {
        if (SimulatedOptions.IsNamed(entry))
        {
            return SimulatedOptions.Parse(entry).ToString();
        }

        (Pawl.Types.Symbol? symbol, string path) = DataArgument.Split("--data", entry);
        string full = path == "-" ? path : Path.GetFullPath(path);
        return symbol is null ? full : $"{symbol}={full}";
    }

    private static string Remedy(StoredRun earlier) => earlier.Description.Kind == "run" ? "or choose another store" : "or leave out --resume to begin a new run";

    /// <summary>A replay says everything once more, from its first line.</summary>
    private static IRun RequireWhole(string path, IRun run)
    {
        if (run.Logs.Values.FirstOrDefault(l => l.Removed.Records > 0 || l.Removed.Outputs > 0) is not { } cut)
        {
            return run;
        }

        run.Dispose();
        throw new StoreException($"{path}: the beginning of log {cut.Name} of run {run.Id} was removed, as the settings store.keep_… said, and a replay says all of it once more; leave out --resume to begin a new run");
    }

    private static void RequireSame(string path, StoredRun earlier, RunDescription now)
    {
        if (earlier.Description.Rules != now.Rules)
        {
            throw new StoreException($"{path}: run {earlier.Id} was made {earlier.Description.Rules}; now it is {now.Rules}; give the same options, {Remedy(earlier)}");
        }
    }

    /// <summary>A live run goes on with a changed pipeline, where it has the same logs; a replay does not.</summary>
    private static void RequireGoesOn(string path, StoredRun earlier, Graph graph, Hash256 pipeline, StoredPipelines known)
    {
        string? difference = earlier.Pipeline == pipeline ? null
            : graph.DifferenceFrom(earlier.Description.Signature.Span) ?? (earlier.Pipeline is null ? null : "what it publishes, a script, or the order of its candles");
        if (difference is null)
        {
            return;
        }

        if (earlier.Description.Kind != "run" || earlier.Pipeline is not { } before)
        {
            throw new StoreException($"{path}: the pipeline '{graph.Name}' has changed since run {earlier.Id} began: {difference}; give the pipeline as it was, {Remedy(earlier)}");
        }

        try
        {
            Graph older = known.GraphOf(before);
            if (older.CrossesSymbols != graph.CrossesSymbols || (graph.CrossesSymbols && !older.Symbols.SequenceEqual(graph.Symbols)))
            {
                throw new StoreException($"it would have other logs: {Logs(older)} before, {Logs(graph)} now");
            }
        }
        catch (StoreException impossible)
        {
            throw new StoreException($"{path}: run {earlier.Id} cannot go on with the pipeline '{graph.Name}' as it is now: {impossible.Message}; give the pipeline as it was, {Remedy(earlier)}", impossible);
        }
    }

    private static string Logs(Graph graph) => graph.CrossesSymbols ? $"one of {string.Join(", ", graph.Symbols)} together" : "one for each symbol";
}
