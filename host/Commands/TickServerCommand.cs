using System.CommandLine;
using System.Net;
using Pawl.Host.Web;
using Pawl.Ingestion;

namespace Pawl.Host.Commands;

/// <summary><c>pawl tickserver</c>, also as a role of <c>pawl service</c>: the simulated market as a WebSocket, for programs that read ticks from one.</summary>
internal static class TickServerCommand
{
    private const int DefaultPort = 9001;

    public static Command Create() => Create("");

    /// <param name="before">What stands before it on the command line.</param>
    public static Command Create(string before)
    {
        Option<string?> market = new("--market") { Description = "Which market: 'simulated', or such as 'simulated:seed=7,symbols=ES+NQ,rate=20'.", HelpName = "NAME" };
        ParsedOption<double> speed = Options.Parsed<double>("--speed", "N", "The market's time goes N times as fast as the clock, 1 by default.", text => RunCommand.Speed(text) is { } n && !double.IsInfinity(n) ? n : null, "write a number above 0, such as 1 or 60");
        ParsedOption<int> port = Options.WholeNumber("--port", $"Serve at this port of 127.0.0.1, {DefaultPort} by default; 0 takes any that is free.", 0, IPEndPoint.MaxPort);
        Verb command = new("tickserver", "Serve simulated ticks and quotes by WebSocket, as JSON, to this machine alone and so without TLS: each client gets all from when it connects.")
        {
            Examples = [$"pawl {before}tickserver", $"pawl {before}tickserver --market simulated:seed=7,symbols=ES,rate=100 --speed 10"],
        };
        command.Add(market);
        command.Add(speed);
        command.Add(port);
        command.SetAction(parsed =>
        {
            string name = parsed.GetValue(market) ?? "simulated";
            SimulatedOptions options = SimulatedOptions.IsNamed(name) ? SimulatedOptions.Parse(name)
                : throw new UsageException($"--market '{name}': write simulated, or simulated:seed=7,symbols=ES+NQ,rate=20");
            AspNetFramework.Load();
            TickFeed.Run(options, parsed.GetValue(speed) ?? 1, new WebOptions { Address = new IPEndPoint(IPAddress.Loopback, parsed.GetValue(port) ?? DefaultPort) }, Interruption.Token);
            return 0;
        });
        return command;
    }
}
