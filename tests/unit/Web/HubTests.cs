using System.Text;
using System.Text.Json;
using Pawl.Host.Web.Live;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Web;

/// <summary>Who gets what from the hub, and who missed nothing.</summary>
public sealed class HubTests : IDisposable
{
    private readonly Hub hub = new("paper");

    public void Dispose() => hub.Dispose();

    private static string Line(string log, long sequence, int index, string type, string node, string data = "{}") =>
        $$$"""{"symbol":"{{{log}}}","timestamp":"2026-01-05T14:30:00Z","timeframe":"1m","type":"{{{type}}}","data":{{{data}}},"metadata":{"version":1,"id":"{{{log}}}:{{{sequence}}}:{{{index}}}","node":"{{{node}}}","confirmed":true}}""" + "\n";

    private void Offer(string log, params IEnumerable<string> lines) => hub.Offer(log, Encoding.UTF8.GetBytes(string.Concat(lines)));

    private static IEnumerable<string> Signals(int from, int to) => Enumerable.Range(from, to - from + 1).Select(i => Line("ES", i, 1, "trade_signal", "cross"));

    private async Task<HubClient> Subscribe(string pattern, params string[] since)
    {
        HubClient client = new();
        await hub.Do(() =>
        {
            hub.Add(client);
            hub.Subscribe(client, [SubjectPattern.TryParse(pattern, out _)!], [.. since.Select(s => OutputId.TryParse(s, out OutputId id) ? id : default)]);
        });
        return client;
    }

    /// <summary>What a client got: type of frame, or the sequence number of a message.</summary>
    private Task<List<string>> Got(HubClient client) => Got(hub, client);

    private static async Task<List<string>> Got(Hub hub, HubClient client)
    {
        await hub.Do(() => { });
        List<string> got = [];
        while (client.Queue.TryTake(out Frame? frame, out _))
        {
            using JsonDocument read = JsonDocument.Parse(frame!.ToString());
            JsonElement root = read.RootElement;
            got.Add(root.TryGetProperty("type", out JsonElement type)
                ? type.GetString() + (root.TryGetProperty("items", out JsonElement items) ? " " + items.GetArrayLength() : "")
                : root.GetProperty("data").GetProperty("metadata").GetProperty("id").GetString()!.Split(':')[1]);
        }

        return got;
    }

    [Fact]
    public async Task First_the_state_then_every_change()
    {
        Offer("ES", Line("ES", 1, 1, "candle", "candle(1m)"), Line("ES", 2, 1, "candle", "candle(1m)"), Line("ES", 2, 2, "trade_signal", "cross"), Line("ES", 3, 1, "trade_signal", "cross"));
        HubClient client = await Subscribe(">");
        Offer("ES", Line("ES", 4, 1, "candle", "candle(1m)"));
        Assert.Equal(["state 1", "state 2", "4"], await Got(client));
    }

    [Fact]
    public async Task Orders_come_from_the_account_s_log_to_those_who_may_see_them()
    {
        string[] said = [Line("paper", 1, 1, "order_request", "cross"), Line("paper", 2, 1, "order_update", "cross"), Line("paper", 3, 1, "fill", "cross"), Line("paper", 4, 1, "position_update", "cross")];
        Offer("paper", said[0]);
        HubClient sees = await Subscribe(">", "paper:1:1");
        HubClient without = new() { SeesOrders = false };
        await hub.Do(() =>
        {
            hub.Add(without);
            hub.Subscribe(without, [SubjectPattern.TryParse(">", out _)!, SubjectPattern.TryParse("*.paper.>", out _)!], []);
        });
        Offer("paper", said[1..]);
        Assert.Equal(["2", "3", "4"], await Got(sees));
        Assert.Equal(["4"], await Got(without));
        Assert.Equal(["orders.paper.fill", "orders.paper.order_request", "orders.paper.order_update", "strategies.positions.paper"], hub.Streams.Select(s => s.Channel).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Only_what_was_asked_for_comes_and_nothing_after_it_was_taken_back()
    {
        HubClient client = await Subscribe("strategies.signals.*");
        Offer("ES", Line("ES", 1, 1, "candle", "candle(1m)"), Line("ES", 1, 2, "trade_signal", "cross"));
        Assert.Equal(["1"], await Got(client));
        await hub.Do(() => hub.Unsubscribe(client, ["strategies.signals.*"]));
        Offer("ES", Line("ES", 2, 1, "trade_signal", "cross"));
        Assert.Empty(await Got(client));
    }

    [Fact]
    public async Task Who_was_away_gets_what_was_missed_in_order_and_once()
    {
        Offer("ES", Signals(1, 50));
        HubClient client = await Subscribe("strategies.>", "ES:20:1");
        Offer("ES", Signals(51, 60));
        Assert.Equal(Enumerable.Range(21, 40).Select(i => $"{i}"), await Got(client));
    }

    [Fact]
    public async Task What_was_stored_before_the_start_is_resumed_too()
    {
        hub.Recall("ES", 10, Encoding.UTF8.GetBytes(string.Concat(Signals(11, 20))));
        Offer("ES", Signals(15, 25));
        Assert.Equal(Enumerable.Range(16, 10).Select(i => $"{i}"), await Got(await Subscribe("strategies.>", "ES:15:1")));
        Assert.Equal(["gap", "state 15"], await Got(await Subscribe("strategies.>", "ES:5:1")));
    }

    [Fact]
    public async Task Beyond_the_window_a_gap_is_told_of_and_the_state_follows()
    {
        Offer("ES", Signals(1, HubStream.EventWindow + 10));
        Assert.Equal(["gap", "state 100"], await Got(await Subscribe("strategies.>", "ES:5:1")));
        Assert.Equal(5, (await Got(await Subscribe("strategies.>", $"ES:{HubStream.EventWindow + 5}:1"))).Count);
    }

    [Fact]
    public async Task All_windows_together_are_bounded_and_what_was_cut_is_told_as_a_gap()
    {
        using Hub small = new("paper", 200_000);
        string data = $"{{\"reason\":\"{new string('x', 500)}\"}}";
        for (int i = 1; i <= 300; i++)
        {
            // A large stream, and twenty small ones.
            IEnumerable<string> lines = Enumerable.Range(0, 5).Select(n => Line("ES", i, n + 1, "trade_signal", "cross", data))
                .Concat(i % 10 == 0 ? Enumerable.Range(0, 20).Select(n => Line("ES", i, n + 6, "trade_signal", $"rare_{n}")) : []);
            small.Offer("ES", Encoding.UTF8.GetBytes(string.Concat(lines)));
        }

        HubClient client = new();
        await small.Do(() =>
        {
            Assert.InRange(small.Held, 50_000, 200_000);
            Assert.Equal(small.Held, small.Streams.Sum(s => s.Window.Held));
            small.Add(client);
            small.Subscribe(client, [SubjectPattern.TryParse("strategies.>", out _)!], [new OutputId("ES", 5, 1)]);
        });
        Assert.All(small.Streams.Where(s => s.Node.StartsWith("rare", StringComparison.Ordinal)), s => Assert.True(s.Window.Count >= 10));
        Assert.Contains("gap", await Got(small, client));
    }

    [Fact]
    public async Task An_id_that_the_log_has_never_had_is_a_gap()
    {
        Offer("ES", Signals(1, 5));
        Assert.Equal(["gap", "state 5"], await Got(await Subscribe("strategies.>", "ES:900:1")));
    }

    [Fact]
    public async Task An_id_of_one_log_says_nothing_of_another()
    {
        Offer("ES", Signals(1, 5));
        Offer("NQ", Line("NQ", 7, 1, "trade_signal", "cross"));
        Assert.Equal(["state 1", "4", "5"], await Got(await Subscribe("strategies.>", "ES:3:1")));
    }

    [Fact]
    public async Task What_is_said_again_is_not_sent_again()
    {
        HubClient client = await Subscribe(">");
        Offer("ES", Signals(1, 3));
        Offer("ES", Signals(2, 4));
        Assert.Equal(["1", "2", "3", "4"], await Got(client));
    }

    [Fact]
    public async Task Nodes_that_share_a_subject_do_not_hide_each_other()
    {
        Offer("ES", Line("ES", 1, 1, "swing_point", "a"), Line("ES", 1, 2, "swing_point", "b"));
        Assert.Equal(["state 2"], await Got(await Subscribe("market_structure.ES.swing_point")));
    }

    [Fact]
    public async Task Previews_come_on_a_channel_of_their_own_and_give_way_to_the_newest()
    {
        HubClient client = await Subscribe("dashboard.stream.>");
        Offer("ES", Line("ES", 1, 1, "candle", "candle(1m)"));
        await hub.Do(() => hub.TakePreviews([new PreviewLine("candle", "ES", "1m", "candle(1m)", Encoding.UTF8.GetBytes(Line("ES", 2, 1, "candle", "candle(1m)").TrimEnd()))]));
        Assert.Equal(["2"], await Got(client));
        Assert.True(hub.WantsPreview("ES", "1m"));
        Assert.False(hub.WantsPreview("ES", "5m"));
    }

    [Fact]
    public async Task A_client_that_never_reads_holds_nobody_up_and_is_given_up()
    {
        HubClient lazy = await Subscribe(">");
        HubClient keen = await Subscribe(">");
        int got = 0;
        for (int i = 1; i <= 40_000; i += 100)
        {
            Offer("ES", Signals(i, i + 99));
            got += (await Got(keen)).Count;
        }

        Assert.Equal(40_000, got);
        Assert.True(lazy.Queue.IsGivenUp);
    }
}
