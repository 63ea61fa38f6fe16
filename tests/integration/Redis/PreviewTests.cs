using System.Globalization;
using System.Text.Json;
using Pawl.Redis;
using Pawl.Tests.Integration.Cluster;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Integration.Redis;

/// <summary>
/// Each preview is what the confirmed value would be had its bar closed at a tick of it: over the closes before, which are read from the data by
/// other means, and the price of that tick, by the formulas written out. In the order of the ticks.
/// </summary>
[Trait("Speed", "slow")]
public sealed class PreviewTests : IDisposable
{
    private static readonly int[] Frames = [60, 120, 180, 300];
    private static readonly string[] Names = ["SMA_9", "SMA_20", "EMA_9", "EMA_21", "RSI_14"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public Task Of_the_sample_day() => CompareAsync(Repository.PathOf("samples", "data", "DEMO_trades.csv.gz"), "XXXX:DEMO", speed: "1200");

    [Theory]
    [Trait("Speed", "long")]
    [InlineData("AIG_trades_20131007.csv.gz", "NYSE:AIG")]
    [InlineData("BAC_trades_20131008.csv.gz", "NYSE:BAC")]
    public Task Of_a_recorded_day(string file, string listing)
    {
        Assert.SkipWhen(MarketData.IsAbsent, MarketData.Absent);
        return CompareAsync(Repository.Shared("data", "ticks", file), listing, speed: "400");
    }

    private async Task CompareAsync(string data, string listing, string speed)
    {
        using RedisSystem system = new(folder) { Settings = ["--profile", "redis", "--set", "redis.keep_minutes=100000"] };
        ClusterSystem.Role engine = system.Start("indengine");
        engine.WaitFor("there are no candles yet");
        await using RedisSubscription heard = await RedisSubscription.ToPatternsAsync(system.Server.Options, ["pub:ind:*"], 10_000_000, TestContext.Current.CancellationToken);
        ClusterSystem.Role market = system.Start("mdengine", "-d", data, "--speed", speed);
        market.WaitForEnd();
        Assert.True(market.Code == 0, market.Said);
        engine.WaitFor("pawl_indengine_candles_total", n => n >= Frames.Sum(f => system.Server.Entries($"candle:{f}s:{listing}").Length));
        Dictionary<string, List<(long End, double Value, bool IsConfirmed)>> said = Heard(heard);
        (long Milliseconds, double Price)[] ticks = [.. MarketData.ReadNaively(data).Select(t => (t.Time / 1_000_000, (double)t.Price))];
        int previews = 0;
        int confirmed = 0;
        foreach (int frame in Frames)
        {
            (long[] ends, double[] closes, double[][] prices) = BarsOf(system, ticks, frame, listing);
            foreach (string name in Names)
            {
                Func<double, double?>[] formulas = FormulasOf(name, closes);
                foreach (IGrouping<long, (long End, double Value, bool IsConfirmed)> bar in said[$"pub:ind:{name}:{frame}s:{listing}"].GroupBy(v => v.End))
                {
                    int at = Array.IndexOf(ends, bar.Key);
                    Assert.True(at >= 0, $"{name} {frame}: says something of no bar");
                    int tick = 0;
                    foreach ((_, double value, bool isConfirmed) in bar)
                    {
                        if (isConfirmed)
                        {
                            Assert.Equal(formulas[at](closes[at])!.Value, value, 1e-7);
                            confirmed++;
                            continue;
                        }

                        while (tick < prices[at].Length && !(Math.Abs((formulas[at](prices[at][tick]) ?? double.NaN) - value) < 1e-7))
                        {
                            tick++;
                        }

                        Assert.True(tick < prices[at].Length, $"{name} {frame} of the bar that ends at {bar.Key}: {value} is what no tick gives, or ticks are told out of order");
                        previews++;
                    }
                }
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{previews} previews and {confirmed} confirmed values are as computed"));
        Assert.True(heard.Dropped == 0 && previews > 500 && confirmed > 1_000, $"{previews} previews, {confirmed} confirmed");
    }

    private static Dictionary<string, List<(long End, double Value, bool IsConfirmed)>> Heard(RedisSubscription heard)
    {
        Dictionary<string, List<(long, double, bool)>> said = new(StringComparer.Ordinal);
        while (heard.Messages.TryRead(out PublishedMessage message))
        {
            using JsonDocument line = JsonDocument.Parse(message.Content);
            if (!said.TryGetValue(message.Channel, out List<(long, double, bool)>? values))
            {
                said.Add(message.Channel, values = []);
            }

            values.Add((
                line.RootElement.GetProperty("timestamp").GetDateTimeOffset().ToUnixTimeMilliseconds(), line.RootElement.GetProperty("data").GetProperty("value").GetDouble(),
                line.RootElement.GetProperty("metadata").GetProperty("confirmed").GetBoolean()));
        }

        return said;
    }

    /// <summary>When each bar ends that mdengine knows, its close, and the prices of its ticks, both by the data.</summary>
    private static (long[] Ends, double[] Closes, double[][] Prices) BarsOf(RedisSystem system, (long Milliseconds, double Price)[] ticks, int frame, string listing)
    {
        long[] ends = [.. system.Server.Entries($"candle:{frame}s:{listing}").Select(e => long.Parse(e.Id.Split('-')[0], CultureInfo.InvariantCulture))];
        ILookup<long, double> byEnd = ticks.ToLookup(t => ((t.Milliseconds / (frame * 1000L)) + 1) * frame * 1000L, t => t.Price);
        double[][] prices = [.. ends.Select(end => byEnd[end].ToArray())];
        Assert.All(prices, p => Assert.NotEmpty(p));
        return (ends, [.. prices.Select(p => p[^1])], prices);
    }

    /// <summary>For each bar, what the indicator says if that bar closes at a price; nothing where it has too few bars.</summary>
    private static Func<double, double?>[] FormulasOf(string name, double[] closes)
    {
        int period = int.Parse(name.Split('_')[1], CultureInfo.InvariantCulture);
        return [.. Enumerable.Range(0, closes.Length).Select(at => (Func<double, double?>)(price => name[..3] switch
        {
            "SMA" => at < period - 1 ? null : (closes[(at - period + 1)..at].Sum() + price) / period,
            "EMA" => Ema([.. closes[..at], price], period),
            _ => Rsi([.. closes[..at], price], period),
        }))];
    }

    private static double? Ema(double[] values, int period)
    {
        if (values.Length < period)
        {
            return null;
        }

        double average = values[..period].Average();
        foreach (double value in values[period..])
        {
            average += 2.0 / (period + 1) * (value - average);
        }

        return average;
    }

    private static double? Rsi(double[] values, int period)
    {
        double[] changes = [.. values.Skip(1).Zip(values, (later, before) => later - before)];
        if (changes.Length < period)
        {
            return null;
        }

        double gain = changes[..period].Sum(c => Math.Max(c, 0)) / period;
        double loss = changes[..period].Sum(c => Math.Max(-c, 0)) / period;
        foreach (double change in changes[period..])
        {
            gain = ((gain * (period - 1)) + Math.Max(change, 0)) / period;
            loss = ((loss * (period - 1)) + Math.Max(-change, 0)) / period;
        }

        return gain + loss == 0 ? 0 : 100 * gain / (gain + loss);
    }
}
