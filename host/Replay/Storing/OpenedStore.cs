using Pawl.Engine;
using Pawl.Host.Commands;
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
        Open(request, "replay", data, withoutFlush ? ", without flush" : "", run => new RunStorage(run, request.Snapshots));

    /// <summary>Opens the store of a live run, which always goes on.</summary>
    /// <inheritdoc cref="ForReplay"/>
    public static OpenedStore ForRun(StoreRequest request, PipelineData data, bool recalls, Func<EngineLog, IEnumerable<NodeReset>> resets) =>
        Open(request, "run", data, "", run => new RunStorage(run, request.Snapshots) { Recalls = recalls, Resets = resets });

    private static OpenedStore Open(StoreRequest request, string kind, PipelineData data, string further, Func<IRun, RunStorage> storageOf)
    {
        string rules = $"from {data.From?.ToString() ?? "the beginning"} to {data.To?.ToString() ?? "the end"}{further}, {data.Instruments.Describe()}";
        RunDescription description = new(kind, data.Graph.Name, string.Join(' ', data.Files.Select(FullName)), rules, data.Graph.Signature.ToArray(), VersionAction.Number);
        SqliteStore opened = SqliteStore.Open(request.Path, request.Options);
        try
        {
            StoredRun? earlier = request.Resume ? opened.Newest(description.Kind, description.Pipeline, description.Data) : null;
            if (earlier is not null)
            {
                RequireSame(request.Path, earlier, description, data.Graph);
            }

            return new OpenedStore(opened, storageOf(earlier is null ? opened.Begin(description) : opened.Resume(earlier)));
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
        (Pawl.Types.Symbol? symbol, string path) = DataArgument.Split("--data", entry);
        string full = path == "-" ? path : Path.GetFullPath(path);
        return symbol is null ? full : $"{symbol}={full}";
    }

    private static void RequireSame(string path, StoredRun earlier, RunDescription now, Graph graph)
    {
        string remedy = earlier.Description.Kind == "run" ? "or choose another store" : "or leave out --resume to begin a new run";
        if (graph.DifferenceFrom(earlier.Description.Signature.Span) is { } difference)
        {
            throw new StoreException($"{path}: the pipeline '{graph.Name}' has changed since run {earlier.Id} began: {difference}; give the pipeline as it was, {remedy}");
        }

        if (earlier.Description.Rules != now.Rules)
        {
            throw new StoreException($"{path}: run {earlier.Id} was made {earlier.Description.Rules}; now it is {now.Rules}; give the same options, {remedy}");
        }
    }
}
