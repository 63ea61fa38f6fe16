using System.CommandLine;
using Pawl.Host.Commands;

RootCommand root = new("Pawl: an event-driven trading engine. Ticks and candles in; candles of many time frames, indicators and market structure out, deterministically.")
{
    ReplayCommand.Create(),
    AggregateCommand.Create(),
    ValidateCommand.Create(),
    NodesCommand.Create(),
    DagCommand.Create(),
};
return CommandRunner.Run(root, args);
