using System.Globalization;
using Pawl.Bench;
using Pawl.Bench.Cluster;
using Pawl.Bench.Rows;

if (args is ["latency", .. string[] options])
    return await Latency(options);

bool quick = args.Contains("--quick");
string[] parts = [.. args.Where(a => a != "--quick")];
if (parts.Any(p => p.StartsWith('-')))
{
    Console.Error.WriteLine("usage: bench/run [--quick] [PART OF A ROW'S NAME …]");
    return 2;
}

Harness harness = quick ? Harness.Quick : Harness.Thorough;
var table = new Table();
int failed = 0;
foreach (Row row in AllRows.Make(quick))
{
    if (parts.Length > 0 && !parts.Any(p => row.Name.Contains(p, StringComparison.OrdinalIgnoreCase)))
        continue;
    if (row.Missing is null)
        Console.Error.WriteLine($"measuring {row.Name} …");
    try
    {
        table.Add(row, row.Missing is null ? (row.IsBrief ? Harness.Brief : harness).Measure(row) : default);
    }
    catch (Exception e) when (e is not OutOfMemoryException)
    {
        // What was measured before must not be lost with it.
        failed++;
        table.Add(row with { Missing = "failed" }, default);
        Console.Error.WriteLine(e);
    }
}

table.Write(Console.Out);
return failed == 0 ? 0 : 1;

static async Task<int> Latency(string[] options)
{
    Dictionary<string, string> given = options.Chunk(2).ToDictionary(o => o[0], o => o[^1], StringComparer.Ordinal);
    double Number(string name, double otherwise) => given.TryGetValue(name, out string? text) ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;
    (double rate, double seconds, int symbols) = (Number("--rate", 500), Number("--seconds", 30), (int)Number("--symbols", 10));
    if (given.GetValueOrDefault("--form") == "redis")
    {
        using SmallRedis redis = new(given["--pawl"], Path.Combine(given["--infra"], "redis", "redis.conf"));
        return await new TickToPreview(rate, seconds, symbols).RunAsync(redis, Console.Out);
    }

    using SmallCluster cluster = new(given["--pawl"], Path.Combine(given["--infra"], "nats", "nats-server.conf"));
    return await new TickToSignal(rate, seconds, symbols).RunAsync(cluster, Console.Out);
}
