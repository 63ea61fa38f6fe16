using Pawl.Candles;
using Pawl.Engine;
using Pawl.Host.Configuration;
using Pawl.Indicators;
using Pawl.Scripting;
using Pawl.Strategies;

namespace Pawl.Host.Commands;

/// <summary>Reads and compiles pipelines for the commands.</summary>
internal static class Pipelines
{
    /// <summary>All kinds that come with the product.</summary>
    public static KindRegistry Kinds { get; } = new KindRegistry().Add(typeof(Sma).Assembly).Add(typeof(MovingAverageCross).Assembly);

    /// <summary>The graph of a pipeline file.</summary>
    /// <exception cref="FailureException">The file has mistakes: a line for each.</exception>
    public static (Graph Graph, PipelineFile File) Load(string path)
    {
        if (Path.GetExtension(path) == ScriptFile.Ending)
        {
            return ScriptPipeline.Load(path);
        }

        return PipelineFile.Compile(path, Kinds, CandleDriver.Layout, out IReadOnlyList<Diagnostic> errors)
            ?? throw new FailureException([.. errors.Select(e => e.ToString())]);
    }
}
