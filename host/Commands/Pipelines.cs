using Pawl.Candles;
using Pawl.Engine;
using Pawl.Host.Configuration;
using Pawl.Indicators;

namespace Pawl.Host.Commands;

/// <summary>Reads and compiles pipelines for the commands.</summary>
internal static class Pipelines
{
    /// <summary>All kinds that come with the product.</summary>
    public static KindRegistry Kinds { get; } = new KindRegistry().Add(typeof(Sma).Assembly);

    /// <summary>The graph of a pipeline file.</summary>
    /// <exception cref="FailureException">The file has mistakes: a line for each.</exception>
    public static (Graph Graph, PipelineFile File) Load(string path)
    {
        PipelineFile? file = PipelineFile.Read(path, out IReadOnlyList<Diagnostic> shape);
        IReadOnlyList<Diagnostic> meaning = [];
        Graph? graph = file is null ? null : PipelineCompiler.Compile(file.Declaration, Kinds, CandleDriver.Layout, out meaning);
        if (graph is not null && shape.Count == 0 && meaning.Count == 0)
        {
            return (graph, file!);
        }

        Diagnostic[] all = [.. shape.Concat(meaning).Distinct().OrderBy(d => d.Place.Line).ThenBy(d => d.Place.Column)];
        throw new FailureException([.. all.Select(d => d.ToString())]);
    }
}
