using System.CommandLine;

namespace Pawl.Host.Commands;

/// <summary><c>pawl strategy</c>: strategies in Lua, from the first line to a run over data.</summary>
internal static class StrategyCommand
{
    public static Command Create() => new Verb("strategy", "Write strategies in Lua: begin one, check it, and see what it does over data.")
    {
        StrategyNewCommand.Create(),
        StrategyLintCommand.Create(),
        StrategyTestCommand.Create(),
    };
}
