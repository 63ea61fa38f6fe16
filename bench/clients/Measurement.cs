using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Pawl.Bench.Clients;

/// <summary>A run without clients and, going on, with them.</summary>
internal sealed class Measurement(string program, string pipeline)
{
    private const string Symbols = "ES+NQ+AAPL";

    /// <summary>Signals before the measurement begins, and again while the crowd is there.</summary>
    private const int LeastSignals = 20;

    /// <summary>How much the resident set may grow for the crowd.</summary>
    private const double MostGrowth = 512 << 20;

    /// <summary>How much further behind its market the run may be at the end than before the crowd came, in seconds.</summary>
    private const double MostBehind = 0.5;

    private const double MostSlower = 2;

    private bool keeps = true;

    public int Clients { get; init; }

    public int Idle { get; init; }

    /// <summary>How long each of the two parts is.</summary>
    public double Seconds { get; init; }

    /// <summary>The market's time goes so many times as fast as the clock, so that strategies speak often.</summary>
    public double Speed { get; init; }

    /// <summary>Events a second, by the clock.</summary>
    public double Rate { get; init; }

    /// <summary>Whether times are judged, or delivery and memory alone.</summary>
    public bool JudgesTimes { get; init; }

    public async Task<bool> RunAsync()
    {
        string folder = Directory.CreateTempSubdirectory("pawl-clients-").FullName;
        try
        {
            string market = string.Create(CultureInfo.InvariantCulture, $"simulated:symbols={Symbols},rate={Math.Max(1, Math.Round(Rate / Speed / Symbols.Split('+').Length))}");
            await using Server server = await Server.StartAsync(program, folder, "run", "-p", pipeline, "-d", market, "--store", "x.db", "--speed", Speed.ToString(CultureInfo.InvariantCulture), "--serve", "0");
            Console.WriteLine($"{market} at {Speed} times its time; {Clients} clients, {Idle} of which never read; {Environment.ProcessorCount} processors");
            await SignalsAsync(server, LeastSignals);
            Metrics begin = await server.MeasureAsync();
            await Task.Delay(TimeSpan.FromSeconds(Seconds));
            Metrics alone = await server.MeasureAsync();
            Report("alone", begin, alone);
            await CrowdAsync(server, begin, alone);
            return keeps;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task CrowdAsync(Server server, Metrics begin, Metrics alone)
    {
        List<JsonElement> before = await server.ListAsync("/signals");
        int told = before.Count;
        string[] since = [.. before.Select(IdOf).GroupBy(LogOf).Select(g => g.MaxBy(Place)!)];
        string[] symbols = Symbols.Split('+');
        Client[] all = await Task.WhenAll(Enumerable.Range(0, Clients).Select(i => Client.ConnectAsync(server.Address, symbols[i % symbols.Length], since)));
        Client[] readers = all[Idle..];
        Task[] reading = [.. readers.Select(r => Task.Run(r.ReadAsync))];
        Metrics arrived = await server.MeasureAsync();
        await Task.Delay(TimeSpan.FromSeconds(Seconds));
        await SignalsAsync(server, told + LeastSignals);
        Metrics crowded = await server.MeasureAsync();
        Report("with clients", arrived, crowded);

        // What is stored now, everybody who reads has to have once the server has handed it on.
        HashSet<string> stored = [.. (await server.ListAsync("/signals")).Select(IdOf).Where(id => !since.Any(s => LogOf(s) == LogOf(id) && Place(id).CompareTo(Place(s)) <= 0))];
        await HandedOnAsync(server);
        await Task.WhenAll(readers.Select(r => r.LastWordAsync()));
        await Task.WhenAll(reading);
        Metrics end = await server.MeasureAsync();
        Judge(begin, alone, arrived, crowded, end, readers, stored);
        foreach (Client client in all)
        {
            await client.DisposeAsync();
        }
    }

    /// <summary>Waits until strategies have spoken so often.</summary>
    private static async Task SignalsAsync(Server server, int count)
    {
        while ((await server.ListAsync("/signals")).Count < count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500));
        }
    }

    /// <summary>Waits until the run has gone on by two pieces, so that what was stored before them is with the hub, and then until the hub has handed it on.</summary>
    private static async Task HandedOnAsync(Server server)
    {
        Metrics now = await server.MeasureAsync();
        double pieces = now.Of("pawl_lag_seconds_count") + 2;
        while (now.Of("pawl_lag_seconds_count") < pieces || now.Of("pawl_hub_behind_bytes") > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50));
            now = await server.MeasureAsync();
        }
    }

    private void Judge(Metrics begin, Metrics alone, Metrics arrived, Metrics crowded, Metrics end, Client[] readers, HashSet<string> stored)
    {
        int missed = readers.Sum(r => stored.Count(s => !r.Signals.Contains(s)));
        Promise(stored.Count > 0 && missed == 0, $"signals: {stored.Count} each, {missed} missed by {readers.Length} readers, {readers.Sum(r => r.Twice)} told twice, {readers.Sum(r => r.Gaps)} gaps");
        Promise(readers.All(r => r.Closed is null), $"readers that were closed: {readers.Count(r => r.Closed is not null)}; frames read: {readers.Sum(r => r.Frames):N0}; given up: {end.Of("pawl_websocket_given_up_total")}");
        double[] ways = [.. readers.SelectMany(r => r.Ways).Order()];
        Console.WriteLine($"from sending a signal to a reader having it: median {At(ways, 0.5):F1} ms, p99 {At(ways, 0.99):F1} ms");
        double growth = end.Of("pawl_memory_bytes") - alone.Of("pawl_memory_bytes");
        Promise(growth < MostGrowth, $"resident memory: {alone.Of("pawl_memory_bytes") / (1 << 20):F0} MB before, {crowded.Of("pawl_memory_bytes") / (1 << 20):F0} MB with clients, {end.Of("pawl_memory_bytes") / (1 << 20):F0} MB at the end");
        Promise(end.Of("pawl_hub_dropped_total") == 0, $"pieces that the hub dropped: {end.Of("pawl_hub_dropped_total")}");
        double behind = Behind(arrived, crowded), before = Behind(begin, alone);
        double ratio = crowded.Lag(arrived, 0.99) / alone.Lag(begin, 0.99);
        Promise(!JudgesTimes || behind < Math.Max(0, before) + MostBehind, $"further behind the market at the end of the part than at its beginning: {before:F2} s alone, {behind:F2} s with clients");
        Promise(!JudgesTimes || ratio <= MostSlower, $"tick to signal in the log, p99: {ratio:F2} times that without clients");
    }

    private static void Report(string part, Metrics from, Metrics to)
    {
        double seconds = Stopwatch.GetElapsedTime(from.At, to.At).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{part}: {(to.Sum("pawl_log_events_total") - from.Sum("pawl_log_events_total")) / seconds:N0} events/s; tick to signal in the log p50 {to.Lag(from, 0.5):F2} ms, p99 {to.Lag(from, 0.99):F2} ms, p99.9 {to.Lag(from, 0.999):F2} ms of {to.Of("pawl_lag_seconds_count") - from.Of("pawl_lag_seconds_count"):N0} pieces; frames sent {to.Of("pawl_websocket_frames_total") - from.Of("pawl_websocket_frames_total"):N0}"));
    }

    /// <summary>By how many seconds of the clock the run fell further behind its market.</summary>
    private double Behind(Metrics from, Metrics to)
    {
        double Newest(Metrics of) => of.Values.Where(v => v.Key.StartsWith("pawl_log_time_seconds{", StringComparison.Ordinal)).Max(v => v.Value);
        return Stopwatch.GetElapsedTime(from.At, to.At).TotalSeconds - ((Newest(to) - Newest(from)) / Speed);
    }

    private void Promise(bool kept, string what)
    {
        keeps &= kept;
        Console.WriteLine((kept ? "kept    " : "BROKEN  ") + what);
    }

    private static double At(double[] sorted, double share) => sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];

    private static string IdOf(JsonElement message) => message.GetProperty("metadata").GetProperty("id").GetString()!;

    private static string LogOf(string id) => id.Split(':')[0];

    private static (long, long) Place(string id) => id.Split(':') is var parts ? (long.Parse(parts[1], CultureInfo.InvariantCulture), long.Parse(parts[2], CultureInfo.InvariantCulture)) : default;
}
