using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Integration.Cluster;

/// <summary>A program in another language works with a system by the catalogue alone: it sends ticks, and is told what comes of them.</summary>
[Trait("Speed", "slow")]
public sealed class OtherProgramTests : IDisposable
{
    private const int Ticks = 3_000;

    /// <summary>Where messages of a type are told, as the catalogue says.</summary>
    private static readonly Dictionary<string, string> Channels = new(StringComparer.Ordinal)
    {
        ["indicator"] = "indicators.public.ES.", ["delta_volume"] = "indicators.public.ES.", ["volume_profile"] = "indicators.public.ES.", ["footprint"] = "indicators.public.ES.",
        ["trade_signal"] = "strategies.signals.ES", ["state_transition"] = "strategies.signals.ES",
    };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task It_sends_ticks_and_is_told_indicators_and_signals_that_fit_their_schemas_each_once_in_order()
    {
        string validators = Repository.PathOf("tests", "validators");
        string? node = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Select(p => Path.Combine(p, "node")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(
            node is null || !((string[])["nats", "ajv"]).All(p => Directory.Exists(Path.Combine(validators, "node_modules", p))),
            "node or the packages of tests/validators are not installed: npm ci --prefix tests/validators");
        string data = new TickFile(91, Ticks) { MeanMilliseconds = 3_000 }.Write(folder["ES_trades.csv"]);
        string messages = folder.Write("ticks.jsonl", string.Concat(File.ReadLines(data).Skip(1).Select(l => l.Split(',')).Select(row =>
            $$$"""{"symbol":"ES","timestamp":"{{{row[0]}}}","timeframe":"tick","type":"tick","data":{"price":{{{row[1]}}},"size":{{{row[2]}}},"side":{{{(row[3].Length > 0 ? $"\"{row[3]}\"" : "null")}}}},"metadata":{"version":1}}""" + "\n")));
        using ClusterSystem cluster = new(folder, Repository.PathOf("config", "pipelines", "demo.yaml"));
        Array.ForEach((string[])["candle-aggregator", "engine-executor", "external-publisher"], role => cluster.Start(role));
        cluster["external-publisher"].WaitFor("goes on behind");
        cluster["candle-aggregator"].WaitFor("goes on behind");

        // What a replay says, as far as it is said because of a tick: the end of the data is not sent.
        (int code, _, string error) = cluster.Run("replay", "-p", cluster.Pipeline, "-d", data, "--out", folder["replayed"]);
        Assert.True(code == 0, error);
        string[] awaited = [.. File.ReadLines(folder["replayed/ES.jsonl"]).Select(ChannelLine).OfType<string>()];
        Assert.Contains(awaited, l => l.StartsWith("strategies.signals.ES {", StringComparison.Ordinal));
        using Process other = Process.Start(new ProcessStartInfo(node!,
        [
            Path.Combine(validators, "outside.mjs"), cluster.Server.Port.ToString(CultureInfo.InvariantCulture), Repository.PathOf("types", "schemas"), "ticks.raw.ES", messages,
            awaited.Length.ToString(CultureInfo.InvariantCulture), "indicators.public.ES.>", "strategies.signals.ES",
        ])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(3));
        await using CancellationTokenRegistration gone = patience.Token.Register(other.Kill);
        Task<string> mistakes = other.StandardError.ReadToEndAsync(CancellationToken.None);
        string told = await other.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Assert.Equal("", await mistakes);
        await other.WaitForExitAsync(CancellationToken.None);
        Assert.Equal(awaited, told.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(0, other.ExitCode);
    }

    /// <summary>Where a line is told, and the line; null where this program does not listen, or nothing of it is said yet.</summary>
    private static string? ChannelLine(string line)
    {
        JsonElement message = JsonDocument.Parse(line).RootElement;
        JsonElement metadata = message.GetProperty("metadata");
        long number = long.Parse(metadata.GetProperty("id").GetString()!.Split(':')[^2], CultureInfo.InvariantCulture);
        return number > Ticks || !Channels.TryGetValue(message.GetProperty("type").GetString()!, out string? channel) ? null
            : $"{channel}{(channel.EndsWith('.') ? metadata.GetProperty("node").GetString() : "")} {line}";
    }
}
