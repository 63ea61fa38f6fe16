using Pawl.Candles;
using Pawl.Engine;
using Pawl.Scripting;
using Pawl.Tests.Support;

namespace Pawl.Tests.Unit.Scripting;

/// <summary>Pipelines of scripts whose inputs are bars of a minute.</summary>
internal static class ScriptRuns
{
    /// <summary>A node for each script, under its name.</summary>
    public static Graph Compile(params (string Name, string Source)[] scripts) => Compile(_ => null, scripts);

    /// <param name="versions">Finds other versions of them.</param>
    /// <param name="scripts">Names and sources.</param>
    public static Graph Compile(Func<long, ScriptFile?> versions, params (string Name, string Source)[] scripts)
    {
        KindRegistry kinds = Runs.Kinds.Copy();
        List<NodeDeclaration> nodes = [];
        foreach ((string name, string source) in scripts)
        {
            ScriptFile file = new(name, source);
            using Script script = Script.Load(file);
            kinds.Add(new ScriptKind(file, script.Declaration) { FindVersion = versions });
            foreach (ScriptInput input in script.Declaration.Inputs.Where(i => i.Kind is not null))
            {
                nodes.Add(new NodeDeclaration($"{name}.{input.Name}", input.Kind!, default, default)
                {
                    Inputs = [new InputDeclaration(null, input.Settings.First(s => s.Name == "input").Text, default)],
                    Arguments = [.. input.Settings.Where(s => s.Name != "input").Select(s => new Argument(s.Name, s.Text, default, default))],
                    Publish = false,
                });
            }

            nodes.Add(new NodeDeclaration(name, ScriptKind.NameOf(name), default, default)
            {
                Inputs = [.. script.Declaration.Inputs.Select(i => new InputDeclaration(i.Name, i.Kind is null ? i.Reference : $"indicator({name}.{i.Name})", default))],
            });
        }

        return Runs.Compile(new PipelineDeclaration("test", default) { Nodes = nodes }, kinds);
    }

    public static StrategyRun Of(params (string Name, string Source)[] scripts) => new(Compile(scripts));
}
