using System.Security.Cryptography;
using System.Text;
using Pawl.Candles;
using Pawl.Engine;
using Pawl.Host.Commands;
using Pawl.Host.Configuration;
using Pawl.Persistence.Sqlite;
using Pawl.Recovery;

namespace Pawl.Host.Replay.Storing;

/// <summary>
/// The pipelines of a store, compiled when a log asks for them. One that this program computes otherwise than the program that kept
/// it has another signature, and is refused.
/// </summary>
/// <param name="all">The pipelines.</param>
/// <param name="instruments">Whose rules candles follow.</param>
/// <param name="scriptsIn">The folder of their scripts.</param>
internal sealed class StoredPipelines(IEnumerable<StoredPipeline> all, SymbolInstruments instruments, string scriptsIn) : IPipelines
{
    private readonly Dictionary<Hash256, StoredPipeline> stored = all.ToDictionary(p => p.Hash);
    private readonly Dictionary<Hash256, (Graph Graph, Drivers Drivers)> compiled = [];

    /// <summary>A pipeline as it is kept.</summary>
    public static StoredPipeline Of(Graph graph, PipelineFile file)
    {
        string text = PipelineText.Of(file);
        byte[] signature = graph.Signature.ToArray();
        return new StoredPipeline(HashOf(text, signature), graph.Name, text, signature, VersionAction.Number);
    }

    public LogComputation Begin(string log, Hash256 pipeline)
    {
        (Graph graph, Drivers drivers) = Compiled(pipeline);
        EngineLog engine = EngineLog.Create(graph, log);
        return new LogComputation(engine, drivers.Of(engine), pipeline);
    }

    /// <exception cref="StoreException">It is not there, or this program computes it otherwise.</exception>
    public Graph GraphOf(Hash256 pipeline) => Compiled(pipeline).Graph;

    private (Graph Graph, Drivers Drivers) Compiled(Hash256 pipeline)
    {
        if (!compiled.TryGetValue(pipeline, out (Graph, Drivers) known))
        {
            if (!stored.TryGetValue(pipeline, out StoredPipeline? kept))
            {
                throw new StoreException($"its pipeline {pipeline} is missing from the store");
            }

            if (HashOf(kept.Text, kept.Signature.Span) != pipeline)
            {
                throw new StoreException($"its pipeline '{kept.Name}' is damaged in the store");
            }

            Graph graph = PipelineText.Compile(kept.Text, Pipelines.Kinds, CandleDriver.Layout, scriptsIn) ?? throw Foreign(kept, "its kinds or their parameters have changed, or a version of a script is gone");
            if (graph.DifferenceFrom(kept.Signature.Span) is { } difference)
            {
                throw Foreign(kept, difference);
            }

            compiled.Add(pipeline, known = (graph, new Drivers(graph, instruments)));
        }

        return known;
    }

    private static Hash256 HashOf(string text, ReadOnlySpan<byte> signature) => new(SHA256.HashData([.. Encoding.UTF8.GetBytes(text), .. signature]));

    private static StoreException Foreign(StoredPipeline kept, string difference) => new(
        $"its pipeline '{kept.Name}' was computed by pawl {kept.Program}, and this program, {VersionAction.Number}, would compute something else ({difference}); use that program, or choose another store");
}
