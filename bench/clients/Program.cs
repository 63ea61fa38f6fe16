using System.Globalization;
using Pawl.Bench.Clients;

// A server in a process of its own, a crowd of clients in this one. First the run alone, then the same run with the crowd; at its end each
// client that reads must have every signal. Exit code 0 where everything that was promised was kept, 1 where not.
Dictionary<string, string> given = [];
for (int i = 0; i + 1 < args.Length; i += 2)
{
    given[args[i]] = args[i + 1];
}

double Number(string name, double otherwise) => given.TryGetValue(name, out string? text) ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;

if (args.Length % 2 != 0 || !given.TryGetValue("--pawl", out string? program) || !given.TryGetValue("--pipeline", out string? pipeline))
{
    Console.Error.WriteLine("write --pawl PROGRAM --pipeline FILE [--clients 100] [--idle 5] [--seconds 30] [--rate 10000] [--speed 60] [--judge all|delivery]");
    return 2;
}

Measurement measurement = new(program, pipeline)
{
    Clients = (int)Number("--clients", 100),
    Idle = (int)Number("--idle", 5),
    Seconds = Number("--seconds", 30),
    Rate = Number("--rate", 10_000),
    Speed = Number("--speed", 60),
    JudgesTimes = given.GetValueOrDefault("--judge", "all") == "all",
};
return await measurement.RunAsync() ? 0 : 1;
