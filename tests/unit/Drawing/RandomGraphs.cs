using Pawl.Host.Drawing;
using Xunit;

namespace Pawl.Tests.Unit.Drawing;

/// <summary>Graphs of every shape: chains, fans, thickets, several symbols or none, labels, triggers, loose nodes.</summary>
internal static class RandomGraphs
{
    private static readonly string[] Kinds = ["source", "averages", "momentum", "volatility", "volume", "structure", "trend", "pattern", "other"];
    private static readonly string?[] Frames = [null, "1s", "1m", "5m", "1h", "1d", "500t"];

    public static DrawnGraph Of(int seed)
    {
        var random = new Random(seed);
        var count = random.Next(1, seed % 10 == 0 ? 160 : 40);
        return Of(seed, count, random.Next(0, count * 3), symbols: random.Next(0, 4), frames: random.Next(1, Frames.Length + 1));
    }

    public static DrawnGraph Of(int seed, int count, int edges, int symbols, int frames)
    {
        var random = new Random(seed);
        var nodes = new List<DrawnNode>();
        for (var i = 0; i < count; i++)
        {
            var title = new string((char)('a' + random.Next(26)), random.Next(1, 40));
            var subtitle = random.Next(3) == 0 ? "" : new string('W', random.Next(1, 30));
            var symbol = random.Next(symbols + 1) is var which && which == symbols ? null : "SYM" + which;
            nodes.Add(new DrawnNode($"node{i}", title, subtitle, Kinds[random.Next(Kinds.Length)], symbol, Frames[random.Next(frames)], random.Next(4) > 0));
        }

        var reach = random.Next(1, count + 1);
        var lines = new List<DrawnEdge>();
        for (var i = 0; i < edges && count > 1; i++)
        {
            var to = random.Next(1, count);
            var from = Math.Max(0, to - random.Next(1, reach + 1));
            var label = random.Next(3) == 0 ? "label" + random.Next(1000) : null;
            lines.Add(new DrawnEdge($"node{from}", $"node{to}", label, random.Next(8) == 0));
        }

        return new DrawnGraph($"random {seed}", nodes, lines);
    }

    public static DrawnGraph Named(params string[] ids) => new(
        string.Concat(ids),
        [.. ids.Select(id => new DrawnNode(id, id, id, id, id, id, Published: true))],
        [.. ids.Zip(ids.Skip(1), (from, to) => new DrawnEdge(from, to, from, Trigger: false))]);

    public static DrawnGraph TickJob { get; } = new(
        "tick job",
        [
            new("tick", "tick", "", "source", "SPY", null, Published: true),
            new("candle(1m)", "candle(1m)", "", "candles", "SPY", "1m", Published: true),
            new("fast", "ema", "period 9", "averages", "SPY", "1m", Published: true),
            new("slow", "ema", "period 21", "averages", "SPY", "1m", Published: false),
            new("delta", "delta", "", "volume", "SPY", "1m", Published: true),
            new("cross", "cross", "direction up", "trend", "SPY", "1m", Published: true),
        ],
        [
            new("tick", "candle(1m)", null, Trigger: false),
            new("candle(1m)", "fast", "close", Trigger: false),
            new("candle(1m)", "slow", "close", Trigger: false),
            new("tick", "delta", null, Trigger: false),
            new("candle(1m)", "delta", null, Trigger: true),
            new("fast", "cross", "left", Trigger: false),
            new("slow", "cross", "right", Trigger: false),
        ]);

    /// <summary>What a name from a hostile file may contain.</summary>
    public static TheoryData<string> HostileNames => new(
        "<script>alert(1)</script>", "\"quoted\" 'id'", "]]>", "&amp; & &#x3c;", "back\\slash", "ends with \\", "\\N\\G\\l", "-->", "line\nbreak\ttab",
        "\u001b[31mred\u001b[0m", "nul\0", "turned\u202Eround", "half \ud800 pair", "emoji 📈 漢字 é", "{a|b}:c [label=x]; //", new string('x', 700), " ", "url(#tip0)");
}
