using Pawl.Candles;
using Pawl.Engine;
using Pawl.Host.Configuration;
using Pawl.Ingestion;
using Pawl.Scripting;

namespace Pawl.Host.Commands;

/// <summary>A script alone: a pipeline of one node, for every symbol that the data bring.</summary>
internal static class ScriptPipeline
{
    /// <exception cref="FailureException">The script has a mistake.</exception>
    public static (Graph Graph, PipelineFile File) Load(string path)
    {
        Mistakes mistakes = new(path);
        ScriptNodes nodes = new(path, mistakes, ScriptPlace.OwnFile);
        Place place = new(path, 0, 0);
        string name = Path.GetFileNameWithoutExtension(path);
        NodeDeclaration node = new(name, ScriptKind.Lua, place, place) { Arguments = [new Argument("script", name, place, place)] };
        PipelineDeclaration declaration = new(name, place) { Nodes = nodes.WriteOut([node]) };
        if (mistakes.Count == 0)
        {
            KindRegistry kinds = nodes.Kinds.Aggregate(Pipelines.Kinds.Copy(), (all, script) => all.Add(script));
            if (PipelineCompiler.Compile(declaration, kinds, CandleDriver.Layout, out IReadOnlyList<Diagnostic> errors) is { } graph)
            {
                return (graph, new PipelineFile(declaration with { Nodes = [node] }, CsvOptions.Default) { Scripts = nodes.Kinds, ScriptsIn = nodes.Folder });
            }

            throw new FailureException([.. errors.Select(e => e.ToString())]);
        }

        throw new FailureException([.. mistakes.InOrder().Select(e => e.ToString())]);
    }
}
