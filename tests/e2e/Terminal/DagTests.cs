using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Terminal;

public sealed partial class DagTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Fields at the lines, equal nodes in one box, what only wakes, what is hidden, two symbols; what nothing needs is absent.</summary>
    [Fact]
    public void Everything_that_a_pipeline_can_say_is_drawn()
    {
        folder.Write("all.yaml", """
            symbols: [AAA]
            candles: [5m]
            nodes:
              macd: {kind: macd, inputs: [candle(5m)], fast_period: 3, slow_period: 6, signal_period: 2}
              histogram: {kind: sma, inputs: [indicator(macd).histogram], period: 5}
              same: {kind: sma, inputs: [indicator(macd).histogram], period: 5}
              high: {kind: ema, inputs: [candle(1m)], source: high, period: 9, publish: false}
              spread: {kind: spread, inputs: [indicator(high), candle(1m).low@BBB]}
              turn: {kind: cross, inputs: [indicator(macd).macd, indicator(macd).signal], trigger: [candle(15m)]}
              delta: {kind: delta, inputs: [tick, candle(1m)]}
              unneeded: {kind: sma, inputs: [candle(1h)], period: 5, publish: false}
            """);
        Ending run = PawlProgram.Run(folder.Path, "dag", "all.yaml");
        Assert.Equal("", run.Error);
        Assert.Equal("""
            all: 11 nodes, 13 edges

            ┌ sources
            ├─● tick@AAA         AAA
            └─○ candle(1m)@BBB   BBB 1m

            ┌ rank 1
            └─○ candle(1m)@AAA   AAA 1m                           ← tick@AAA

            ┌ rank 2
            ├─● delta@AAA        AAA 1m   delta                   ← tick@AAA ← candle(1m)@AAA
            ├─○ high@AAA         AAA 1m   ema high 9              ← candle(1m)@AAA (high)
            └─● candle(5m)@AAA   AAA 5m                           ← candle(1m)@AAA

            ┌ rank 3
            ├─● spread@AAA       AAA 1m   spread                  ← high@AAA (a) ← candle(1m)@BBB (b: low)
            ├─● macd@AAA         AAA 5m   macd 3 6 2              ← candle(5m)@AAA (close)
            └─○ candle(15m)@AAA  AAA 15m                          ← candle(5m)@AAA

            ┌ rank 4
            ├─● histogram@AAA    AAA 5m   histogram = same sma 5  ← macd@AAA (histogram)
            └─● turn@AAA         AAA 5m   cross                   ← macd@AAA (fast: macd)
                                                                  ← macd@AAA (slow: signal) ⇠ candle(15m)@AAA

            ● published  ○ hidden  ← reads  ⇠ only wakes

            """, run.Text);
    }

    [Theory]
    [InlineData("graph.svg", "<svg")]
    [InlineData("graph.dot", "digraph")]
    [InlineData("graph.gv", "digraph")]
    [InlineData("graph.html", "<!doctype html>")]
    [InlineData("graph.mmd", "---\ntitle: \"pair_spread\"\n---\nflowchart LR\n")]
    [InlineData("graph.json", "{\n  \"version\": 1,\n  \"pipeline\": \"pair_spread\"")]
    [InlineData("graph.txt", "pair_spread: ")]
    public void The_ending_of_the_file_decides_the_format(string file, string beginning)
    {
        Assert.Equal(0, PawlProgram.Run(folder.Path, "dag", Repository.PathOf("config", "pipelines", "pair_spread.yaml"), "--out", file).Code);
        Assert.StartsWith(beginning, File.ReadAllText(folder[file]), StringComparison.Ordinal);
    }

    /// <summary>Parameters with their defaults, fields, several ids of one node, what wakes: nothing of it is in the picture's boxes.</summary>
    [Fact]
    public void Json_tells_what_the_pictures_have_no_room_for()
    {
        folder.Write("p.yaml", """
            symbols: [AAA]
            nodes:
              macd: {kind: macd, inputs: [candle(5m)], fast_period: 3, slow_period: 6}
              histogram: {kind: sma, inputs: [indicator(macd).histogram], period: 5}
              same: {kind: sma, inputs: [indicator(macd).histogram], period: 5}
              swings: {kind: swing_points, inputs: [candle(5m)], tick_size: 0.25}
              turn: {kind: cross, inputs: [indicator(macd).macd, indicator(macd).signal], trigger: [candle(15m)]}
            """);
        using JsonDocument json = JsonDocument.Parse(PawlProgram.Run(folder.Path, "dag", "p.yaml", "--format", "json").Text);
        Dictionary<string, JsonElement> nodes = json.RootElement.GetProperty("nodes").EnumerateArray().ToDictionary(node => node.GetProperty("id").GetString()!);
        Assert.Equal("""[{"name":"fast_period","value":3,"default":false},{"name":"slow_period","value":6,"default":false},{"name":"signal_period","value":9,"default":true},{"name":"convention","value":"ta_lib","default":true}]""", Plain(nodes["macd"], "parameters"));
        Assert.Contains("""{"name":"tick_size","value":"0.25","default":false}""", Plain(nodes["swings"], "parameters"), StringComparison.Ordinal);
        Assert.Equal("""["histogram","same"]""", Plain(nodes["histogram"], "published_as"));
        Assert.Equal("""[{"name":"fast","from":"macd","field":"macd"},{"name":"slow","from":"macd","field":"signal"}]""", Plain(nodes["turn"], "inputs"));
        Assert.Equal("""["candle(15m)"]""", Plain(nodes["turn"], "triggers"));
        Assert.Equal("""["histogram","turn"]""", Plain(nodes["macd"], "readers"));
        Assert.Equal("5", Plain(nodes["histogram"], "warm_up"));
        Assert.Equal("""["AAA"]""", Plain(json.RootElement, "symbols"));

        static string Plain(JsonElement part, string name) => JsonSerializer.Serialize(part.GetProperty(name));
    }

    [Theory]
    [InlineData("TERM=xterm", true)]
    [InlineData("TERM=xterm NO_COLOR=1", false)]
    [InlineData("TERM=dumb", false)]
    public void A_terminal_gets_its_width_and_colours_where_it_wants_them(string environment, bool colours)
    {
        Assert.SkipUnless(PawlProgram.Shell(folder.Path, "command -v script").Code == 0, "the command 'script' is not installed: no terminal to try");
        string pipeline = Repository.PathOf("config", "pipelines", "us_equity_ticks.yaml");
        Ending shown = PawlProgram.Shell(folder.Path, $"env -u NO_COLOR {environment} script -qec 'stty cols 50; pawl dag {pipeline}' /dev/null");
        Assert.Equal(0, shown.Code);
        Assert.Equal(colours, shown.Text.Contains("\u001b[94mema_9\u001b[0m", StringComparison.Ordinal));
        Assert.Equal(colours, SetColour().IsMatch(shown.Text));
        string[] rows = SetColour().Replace(shown.Text, "").Split("\r\n")[1..];
        Assert.InRange(rows.Max(row => row.Length), 40, 50);
    }

    [GeneratedRegex("\u001b\\[[0-9;]*m", RegexOptions.None, 10_000)]
    private static partial Regex SetColour();

    [Fact]
    public void Graphviz_draws_the_reference_pipeline()
    {
        Assert.SkipUnless(PawlProgram.Shell(folder.Path, "command -v dot").Code == 0, "dot (Graphviz) is not installed");
        Ending drawn = PawlProgram.Shell(folder.Path, $"pawl dag {Repository.PathOf("config", "pipelines", "us_equity_ticks.yaml")} --format dot | dot -Tsvg");
        Assert.Equal((0, ""), (drawn.Code, drawn.Error));
        XElement[] groups = [.. XDocument.Parse(drawn.Text).Descendants().Where(part => part.Attribute("class") is not null)];
        Assert.Equal((27, 29, 6), (Count("node"), Count("edge"), Count("cluster")));

        int Count(string what) => groups.Count(part => part.Attribute("class")!.Value == what);
    }

    [Theory]
    [InlineData("png", "--format 'png': write text, dot, svg, html, mermaid or json")]
    public void An_unknown_format_is_refused_with_those_that_are_known(string format, string expected)
    {
        Ending run = PawlProgram.Run(folder.Path, "dag", "p.yaml", "--format", format);
        Assert.Equal(2, run.Code);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void More_nodes_than_a_browser_shows_are_refused_as_a_picture_alone()
    {
        folder.Write("many.yaml", $"symbols: [{string.Join(',', Enumerable.Range(0, 3_000).Select(i => "S" + i))}]\nnodes:\n" + string.Concat(
            Enumerable.Range(0, 6).Select(i => $"  s{i}: {{kind: spread, inputs: [candle(1m), candle(1m)@S0], ratio: 1.{i + 1}}}\n")));
        Ending picture = PawlProgram.Run(folder.Path, "dag", "many.yaml", "--format", "html");
        Assert.Equal(1, picture.Code);
        Assert.Equal("pawl: many.yaml: a picture of 21000 nodes is more than a browser shows, at most 20000; use --format text or json", Assert.Single(picture.ErrorLines));
        Assert.Equal(0, PawlProgram.Run(folder.Path, "dag", "many.yaml", "--out", "many.txt").Code);
        Assert.StartsWith("many: 21000 nodes, ", File.ReadLines(folder["many.txt"]).First(), StringComparison.Ordinal);
    }
}
