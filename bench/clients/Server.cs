using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Pawl.Bench.Clients;

/// <summary>A run that is served, in a process of its own.</summary>
internal sealed class Server : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly TaskCompletionSource<Uri> address = new();
    private readonly HttpClient client = new() { Timeout = Patience };

    private Server(Process process)
    {
        this.process = process;
        process.ErrorDataReceived += (_, e) => Note(e.Data);
        process.BeginErrorReadLine();
    }

    public Uri Address { get; private set; } = null!;

    public static async Task<Server> StartAsync(string program, string folder, params string[] arguments)
    {
        Server server = new(Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, WorkingDirectory = folder, RedirectStandardError = true })!);
        server.Address = await server.address.Task.WaitAsync(Patience);
        server.client.BaseAddress = server.Address;
        return server;
    }

    /// <summary>Its metrics, with the moment at which they were asked for.</summary>
    public async Task<Metrics> MeasureAsync()
    {
        long at = Stopwatch.GetTimestamp();
        return Metrics.Parse(await client.GetStringAsync(new Uri("/metrics", UriKind.Relative)), at);
    }

    /// <summary>All items of a list that has pages.</summary>
    public async Task<List<JsonElement>> ListAsync(string path)
    {
        List<JsonElement> all = [];
        string? cursor = "";
        while (cursor is not null)
        {
            string mark = path.Contains('?', StringComparison.Ordinal) ? "&" : "?";
            using JsonDocument page = JsonDocument.Parse(await client.GetStringAsync(new Uri($"/api/v1{path}{mark}limit=5000{(cursor.Length == 0 ? "" : "&cursor=" + cursor)}", UriKind.Relative)));
            all.AddRange(page.RootElement.GetProperty("items").EnumerateArray().Select(i => i.Clone()));
            cursor = page.RootElement.GetProperty("next").GetString();
        }

        return all;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
        client.Dispose();
    }

    private void Note(string? line)
    {
        if (line is null)
        {
            address.TrySetException(new InvalidOperationException("the server ended before it served"));
        }
        else if (line.StartsWith("serving ", StringComparison.Ordinal))
        {
            address.TrySetResult(new Uri(line.Split(' ')[1].Replace("localhost", "127.0.0.1", StringComparison.Ordinal)));
        }
        else
        {
            Console.Error.WriteLine("server: " + line);
        }
    }
}

/// <summary>Metrics of a moment.</summary>
/// <param name="At">The moment, of <see cref="Stopwatch"/>.</param>
/// <param name="Values">By name with labels.</param>
internal sealed record Metrics(long At, IReadOnlyDictionary<string, double> Values)
{
    private const string Bucket = "pawl_lag_seconds_bucket{le=\"";

    public static Metrics Parse(string text, long at) => new(at, text.Split('\n').Where(l => l.Length > 0 && l[0] != '#').ToDictionary(
        l => l[..l.LastIndexOf(' ')], l => double.Parse(l.AsSpan(l.LastIndexOf(' ') + 1), CultureInfo.InvariantCulture)));

    public double Of(string name) => Values.GetValueOrDefault(name);

    /// <summary>The sum over all labels.</summary>
    public double Sum(string name) => Values.Where(v => v.Key.StartsWith(name + "{", StringComparison.Ordinal)).Sum(v => v.Value);

    /// <summary>The time in milliseconds below which a share of the pieces between an earlier moment and this one stayed: the upper bound of its class.</summary>
    public double Lag(Metrics since, double share)
    {
        (double Bound, double Count)[] classes = [.. Values.Where(v => v.Key.StartsWith(Bucket, StringComparison.Ordinal)).Select(v => (BoundOf(v.Key), v.Value - since.Of(v.Key))).OrderBy(c => c.Item1)];
        double wanted = classes[^1].Count * share;
        return classes.First(c => c.Count >= wanted).Bound * 1e3;
    }

    private static double BoundOf(string key) => key[Bucket.Length..^2] is var bound && bound == "+Inf" ? double.PositiveInfinity : double.Parse(bound, CultureInfo.InvariantCulture);
}
