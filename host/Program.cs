using System.CommandLine;
using Pawl.Host.Commands;

RootCommand root = new("Pawl: an event-driven trading engine. Ticks and candles in, indicators and structure out, deterministically.")
{
    ReplayCommand.Create(),
    NodesCommand.Create(),
};
return CommandRunner.Run(root, args);
