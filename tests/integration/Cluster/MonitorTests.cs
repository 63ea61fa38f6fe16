using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Pawl.Nats;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Integration.Cluster;

/// <summary>What goes on in a system can be looked at: its traffic, its streams, and what was refused.</summary>
[Trait("Speed", "slow")]
public sealed class MonitorTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Traffic_streams_and_letters_are_shown_and_a_letter_is_sent_once_more()
    {
        using ClusterSystem cluster = new(folder, Repository.PathOf("config", "pipelines", "us_equity_ticks.yaml"));
        ClusterSystem.Role aggregator = cluster.Start("candle-aggregator");
        aggregator.WaitFor("goes on behind");
        ClusterSystem.Role outside = cluster.Watch("monitor", "nats", "traffic", "ticks.raw.*", "--where", "data.size>1", "--count", "2", "--json");
        ClusterSystem.Role inside = cluster.Watch("monitor", "nats", "traffic", "log.in.>", "--inside", "--count", "1");
        outside.WaitFor("watching ticks.raw.*");
        inside.WaitFor("watching log.in.>");
        await using NatsConnection feed = await NatsConnection.ConnectAsync(cluster.As("feed"), Cancel);
        for (int size = 1; size <= 3; size++)
        {
            string tick = string.Create(CultureInfo.InvariantCulture, $$$"""{"symbol":"ES","timestamp":"2024-03-04T15:00:0{{{size}}}Z","timeframe":"tick","type":"tick","data":{"price":5000.25,"size":{{{size}}}},"metadata":{"version":1}}""");
            await feed.PublishAsync("ticks.raw.ES", Encoding.UTF8.GetBytes(tick), cancel: Cancel);
        }

        await feed.PublishAsync("ticks.raw.ES", "\u001b[31mnot json"u8.ToArray(), cancel: Cancel);
        await feed.FlushAsync(Cancel);
        outside.WaitForEnd();
        inside.WaitForEnd();
        Assert.Equal((0, 0), (outside.Code, inside.Code));
        JsonElement[] messages = [.. outside.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];
        Assert.Equal(["ticks.raw.ES", "ticks.raw.ES"], messages.Select(m => m.GetProperty("subject").GetString()));
        Assert.Equal([2, 3], messages.Select(m => m.GetProperty("lines")[0].GetProperty("data").GetProperty("size").GetInt32()));
        Assert.Matches(@"^log\.in\.\d+\.ES  events 1 to \d, with what arrived up to \d", inside.Output);

        (string number, string text) = Letter(cluster, besides: "");
        Assert.Equal("1", number);
        Assert.Contains(@"1 ticks.raw.ES (TICKS:4): the message is not JSON", text, StringComparison.Ordinal);
        Assert.Contains(@"    \u001b[31mnot json", text, StringComparison.Ordinal);
        Assert.Equal(0, cluster.Run("monitor", "nats", "letters", "--replay", "all").Code);

        // It is refused again, and so has another number.
        Assert.Equal("2", Letter(cluster, besides: "1").Number);
        Assert.Equal((1, "pawl: there is no letter 1; 'pawl monitor nats letters' lists them\n"), Ended(cluster.Run("monitor", "nats", "letters", "--replay", "1")));

        JsonElement[] streams = [.. JsonDocument.Parse(cluster.Run("monitor", "nats", "streams", "--json").Output).RootElement.EnumerateArray()];
        JsonElement ticks = Assert.Single(streams, s => s.GetProperty("stream").GetString() == "TICKS");
        Assert.Equal(("external", 5), (ticks.GetProperty("account").GetString(), ticks.GetProperty("messages").GetInt32()));
        Assert.Equal(0, Assert.Single(ticks.GetProperty("consumers").EnumerateArray()).GetProperty("pending").GetInt32());
        Assert.Equal(16, streams.Count(s => s.GetProperty("stream").GetString()!.StartsWith("OUT_", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("PATTERN 'a..b': write tokens", "a..b")]
    [InlineData("--where 'price': write a field", "ticks.>", "--where", "price")]
    public void A_mistake_is_one_line(string line, params string[] arguments)
    {
        Ending ended = PawlProgram.Run(folder.Path, ["monitor", "nats", "traffic", .. arguments]);
        Assert.Equal(2, ended.Code);
        Assert.Contains(line, ended.Error, StringComparison.Ordinal);
    }

    private static (int Code, string Error) Ended((int Code, string Output, string Error) ran) => (ran.Code, ran.Error);

    /// <summary>The letter that is there, once there is another than one that was.</summary>
    private static (string Number, string Text) Letter(ClusterSystem cluster, string besides)
    {
        Stopwatch since = Stopwatch.StartNew();
        while (true)
        {
            (int code, string output, string error) = cluster.Run("monitor", "nats", "letters");
            Assert.True(code == 0 && since.Elapsed < Patience, error);
            if (output.Split(' ')[0] is { Length: > 0 } number && number != besides)
            {
                return (number, output);
            }
        }
    }
}
