using Pawl.Candles;
using Pawl.Engine;
using Pawl.Host.Configuration;
using Pawl.Ingestion;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary>A pipeline of candles alone: what makes them of ticks wherever nothing else is computed.</summary>
internal static class CandlePipeline
{
    /// <summary>Compiles it.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="option">What named the frames, for errors.</param>
    /// <param name="frames">The frames.</param>
    /// <param name="flow">Whether candles say what was bought and sold.</param>
    /// <exception cref="UsageException">The frames are not such as a pipeline can have.</exception>
    public static (Graph Graph, PipelineFile File) Compile(string name, string option, IEnumerable<TimeFrame> frames, bool flow = false)
    {
        Place place = new(option, 0, 0);
        PipelineDeclaration candles = new(name, place) { Candles = [.. frames.Select(f => new Located<string>(f.ToString(), place))], CandleFlow = flow };
        Graph graph = PipelineCompiler.Compile(candles, Pipelines.Kinds, CandleDriver.Layout, out IReadOnlyList<Diagnostic> errors)
            ?? throw new UsageException(string.Join("; ", errors));
        return (graph, new PipelineFile(candles, new CsvOptions()));
    }
}
