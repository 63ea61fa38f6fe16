using Pawl.Host.Commands;

return CommandRunner.Run(CommandLine.Create(), args);
