using System.CommandLine;
using Pawl.Engine;
using Pawl.Host.Configuration;

namespace Pawl.Host.Commands;

/// <summary><c>pawl strategy lint</c>: what is wrong with scripts, without running them over data.</summary>
internal static class StrategyLintCommand
{
    public static Command Create()
    {
        Argument<string[]> files = new("FILE…") { Description = "Scripts.", Arity = ArgumentArity.OneOrMore };
        Verb command = new("lint", "Check scripts: their syntax, what they declare, what they would remember outside of their memory.")
        {
            Examples = ["pawl strategy lint config/pipelines/scripts/moving_average_cross.lua"],
        };
        command.Add(files);
        Options.RefuseOptionsAsValues(files, command);
        command.SetAction(parsed => Run(parsed.GetValue(files)!));
        return command;
    }

    private static int Run(string[] files)
    {
        bool isSound = true;
        foreach (string path in files)
        {
            try
            {
                (Graph graph, _) = ScriptPipeline.Load(path);
                KindDescriptor kind = graph.Nodes.First(n => n.Kind is { ReadsOrders: true }).Kind!;
                Console.WriteLine($"{Shown.Plain(path, 200)}: {kind.Summary} Inputs: {string.Join(", ", kind.Inputs.Select(i => i.Name))}; parameters: {string.Join(", ", kind.Parameters.Select(p => p.Name))}");
            }
            catch (FailureException failure)
            {
                isSound = false;
                foreach (string line in failure.Lines)
                {
                    Console.WriteLine(line);
                }
            }
        }

        return isSound ? 0 : 1;
    }
}
