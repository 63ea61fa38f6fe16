using System.Text.Json;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Diff;

public sealed class DiffTests : IDisposable
{
    private const string Nodes = """
        candles: [5m]
        nodes:
          fast: {kind: ema, inputs: [candle(1m)], period: 9}
          slow: {kind: ema, inputs: [candle(1m)], period: 21}
          trend: {kind: cross, inputs: [indicator(fast), indicator(slow)]}
          rsi: {kind: rsi, inputs: [candle(5m)], period: 14}
        """;

    private readonly TemporaryFolder folder = new();
    private readonly string data;

    public DiffTests() => data = Sample.Ticks(7).Write(folder["DEMO_trades.csv"]);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_changed_parameter_is_the_reason_of_its_node_and_of_what_reads_it()
    {
        Ending found = Compare(Nodes, Nodes.Replace("period: 9", "period: 10", StringComparison.Ordinal).Replace(", period: 14", "", StringComparison.Ordinal));
        Assert.Equal(1, found.Code);
        string[] why = [.. found.Text.Split('\n').SkipWhile(l => l != "Why:").Skip(1).Where(l => l.Length > 0)];
        Assert.Equal(["  fast   period is 9 in A and 10 in B", "  trend  reads fast, which differs"], why);
        Assert.Contains("4 others are equal", found.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_are_those_of_the_lines_that_replay_writes()
    {
        string other = Nodes.Replace("period: 9", "period: 10", StringComparison.Ordinal).Replace("[5m]", "[5m, 15m]", StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(Compare(Nodes, other, "--json").Text);
        Dictionary<(string Node, long Sequence), string> a = Lines("a.yaml");
        Dictionary<(string Node, long Sequence), string> b = Lines("b.yaml");
        foreach (JsonElement node in json.RootElement.GetProperty("nodes").EnumerateArray())
        {
            string name = node.GetProperty("node").GetString()!;
            Dictionary<long, string> ofA = a.Where(l => l.Key.Node == name).ToDictionary(l => l.Key.Sequence, l => l.Value);
            Dictionary<long, string> ofB = b.Where(l => l.Key.Node == name).ToDictionary(l => l.Key.Sequence, l => l.Value);
            Assert.Equal(
                (ofA.Count(l => ofB.GetValueOrDefault(l.Key) == l.Value), ofA.Keys.Intersect(ofB.Keys).Count(s => ofA[s] != ofB[s]), ofA.Keys.Except(ofB.Keys).Count(), ofB.Keys.Except(ofA.Keys).Count()),
                (Count(node, "equal"), Count(node, "different"), Count(node, "only_a"), Count(node, "only_b")));
            Assert.True(Count(node, "equal") + Count(node, "different") + Count(node, "only_b") > 0);
        }

        (string Node, long Sequence) first = a.Keys.Union(b.Keys).Where(k => a.GetValueOrDefault(k) != b.GetValueOrDefault(k)).MinBy(k => k.Sequence);
        Assert.Equal(first, (json.RootElement.GetProperty("first").GetProperty("node").GetString()!, json.RootElement.GetProperty("first").GetProperty("sequence").GetInt64()));
    }

    [Theory]
    [InlineData("kind: rsi, inputs: [candle(5m)], period: 14", "kind: sma, inputs: [candle(5m)], period: 14", "rsi  kind is rsi in A and sma in B")]
    [InlineData("kind: rsi, inputs: [candle(5m)], period: 14", "kind: rsi, inputs: [candle(1m)], period: 14", "rsi  reads candle(5m) in A and candle(1m) in B")]
    [InlineData("kind: rsi, inputs: [candle(5m)], period: 14", "kind: rsi, inputs: [candle(5m)], period: 14, source: open", "rsi  source is close in A and open in B")]
    [InlineData("rsi: {kind", "other: {kind", "other  is declared only in B|rsi    is declared only in A")]
    [InlineData("[5m]", "{frames: [5m], from: bid}", "candle(5m)  candles are made of trades in A and of bid in B")]
    public void Whatever_differs_in_the_declarations_is_told(string written, string instead, string reasons)
    {
        Ending found = Compare(Nodes, Nodes.Replace(written, instead, StringComparison.Ordinal));
        Assert.Equal(1, found.Code);
        Assert.All(reasons.Split('|'), reason => Assert.Contains("  " + reason, found.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_pipeline_written_otherwise_is_equal()
    {
        string same = Nodes.Replace(", period: 14", "", StringComparison.Ordinal).Replace("[candle(1m)], period: 21", "[candle(1m).close], period: 21", StringComparison.Ordinal);
        Ending found = Compare(Nodes, same);
        Assert.Equal((0, "equal"), (found.Code, found.Text.Split('\n')[^2]));
    }

    [Fact]
    public void Recorded_outputs_are_compared_event_by_event()
    {
        string[] lines =
        [
            Line(3, 1, "candle(1m)", "{\"open\":1,\"close\":2}"), Line(3, 2, "ema", "{\"value\":1.5}"), Line(7, 1, "ema", "{\"value\":1.25}"), Line(9, 1, "rsi", "{\"value\":null}"),
        ];
        File.WriteAllLines(folder["a.jsonl"], lines);
        // One more node before the others changes their numbers and nothing else; one value differs; one output is missing.
        File.WriteAllLines(folder["b.jsonl"],
        [
            Line(3, 1, "atr", "{\"value\":9}"), Line(3, 2, "candle(1m)", "{\"open\":1,\"close\":2}"), Line(3, 3, "ema", "{\"value\":1.5}"), Line(7, 1, "ema", "{\"value\":1.5}"),
        ]);
        using JsonDocument json = JsonDocument.Parse(PawlProgram.Run(folder.Path, "diff", "a.jsonl", "b.jsonl", "--json").Text);
        JsonElement first = json.RootElement.GetProperty("first");
        Assert.Equal(("atr", "X:3:1", JsonValueKind.Null), (first.GetProperty("node").GetString(), first.GetProperty("id_b").GetString(), first.GetProperty("id_a").ValueKind));
        Assert.Equal(
            ["atr 0 0 0 1", "candle(1m) 1 0 0 0", "ema 1 1 0 0", "rsi 0 0 1 0"],
            json.RootElement.GetProperty("nodes").EnumerateArray().Select(n => $"{n.GetProperty("node")} {Count(n, "equal")} {Count(n, "different")} {Count(n, "only_a")} {Count(n, "only_b")}"));
        Assert.Equal((0, 1), (PawlProgram.Run(folder.Path, "diff", "a.jsonl", "a.jsonl").Code, PawlProgram.Run(folder.Path, "diff", "a.jsonl", "b.jsonl").Code));
    }

    [Fact]
    public void What_cannot_be_compared_is_told_in_one_line()
    {
        File.WriteAllText(folder["bad.jsonl"], Line(1, 1, "ema", "{}") + "\n{\"symbol\":\"X\"}\n");
        Refuse(2, "pawl: give two folders or files of recorded outputs and no pipeline, or --pipeline A --with B --data FILE\n", "diff", "bad.jsonl");
        Refuse(2, "pawl: give --pipeline A --with B --data FILE, or two folders of recorded outputs; see 'pawl diff --help'\n", "diff", "-p", Sample.Pipeline, "-d", data);
        Refuse(1, "pawl: nowhere: does not exist; give what 'pawl replay --out' has written as JSON Lines\n", "diff", "bad.jsonl", "nowhere");
        Refuse(1, "pawl: bad.jsonl:2: the message has no 'timestamp': every message carries one; give files of JSON Lines as 'pawl replay' writes them\n", "diff", "bad.jsonl", "bad.jsonl");
    }

    private void Refuse(int code, string line, params string[] arguments)
    {
        Ending refused = PawlProgram.Run(folder.Path, arguments);
        Assert.Equal((code, line), (refused.Code, refused.Error));
    }

    private Ending Compare(string a, string b, params string[] more)
    {
        File.WriteAllText(folder["a.yaml"], a);
        File.WriteAllText(folder["b.yaml"], b);
        return PawlProgram.Run(folder.Path, ["diff", "-p", "a.yaml", "--with", "b.yaml", "-d", data, .. more]);
    }

    /// <summary>The data of all outputs of a replay; no node of these pipelines says two things at one event.</summary>
    private Dictionary<(string Node, long Sequence), string> Lines(string pipeline)
    {
        Dictionary<(string, long), string> lines = [];
        foreach (string line in PawlProgram.Run(folder.Path, "replay", "-p", pipeline, "-d", data, "--out", "-").Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using JsonDocument json = JsonDocument.Parse(line);
            JsonElement metadata = json.RootElement.GetProperty("metadata");
            long sequence = long.Parse(metadata.GetProperty("id").GetString()!.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);
            lines.Add((metadata.GetProperty("node").GetString()!, sequence), json.RootElement.GetProperty("data").GetRawText());
        }

        return lines;
    }

    private static int Count(JsonElement node, string what) => node.GetProperty(what).GetInt32();

    private static string Line(int sequence, int n, string node, string data) =>
        $"{{\"symbol\":\"X\",\"timestamp\":\"2024-03-04T15:0{sequence}:00Z\",\"timeframe\":\"1m\",\"type\":\"indicator\",\"data\":{data},\"metadata\":{{\"version\":1,\"id\":\"X:{sequence}:{n}\",\"node\":\"{node}\",\"confirmed\":true}}}}";
}
