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

    /// <summary>The graph of a pipeline that has been read, with other parameters than it says.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="file">What was read.</param>
    /// <param name="parameters">The parameters.</param>
    /// <exception cref="UsageException">There is no such node, or no such parameter, or it cannot have the value.</exception>
    public static (Graph Graph, PipelineFile File) Load(string path, PipelineFile file, IReadOnlyList<NodeParameter> parameters)
    {
        Mistakes mistakes = new(path);
        ScriptNodes scripts = new(path, mistakes, Path.GetExtension(path) == ScriptFile.Ending ? ScriptPlace.OwnFile : ScriptPlace.BesidePipeline);
        PipelineFile changed = file with { Declaration = file.Declaration with { Nodes = NodeParameter.Apply(parameters, file.Declaration.Nodes) } };
        return changed.Compile(Kinds, CandleDriver.Layout, scripts, mistakes) is { } compiled
            ? compiled
            : throw new UsageException(string.Join("; ", mistakes.InOrder()));
    }
}
