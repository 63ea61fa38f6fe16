using Pawl.Candles;
using Pawl.Engine;
using Pawl.Host.Configuration;
using Xunit;

namespace Pawl.Tests.Unit.Configuration;

/// <summary>A node with 'each' stands for many.</summary>
public sealed class LoopTests
{
    private static IReadOnlyList<NodeDeclaration> Nodes(string text)
    {
        PipelineFile? file = PipelineFile.Read("p.yaml", text, out IReadOnlyList<Diagnostic> errors);
        Assert.Empty(errors);
        return file!.Declaration.Nodes;
    }

    /// <summary>The graph is the same, byte for byte of its block and name for name, as that of the pipeline written out.</summary>
    [Fact]
    public void A_loop_is_what_one_would_have_written_out()
    {
        Graph looped = Compile("""
            candles: [1m]
            nodes:
              ema_$tf_$n: {each: {tf: [1m, 5m], n: [9, 21]}, kind: ema, inputs: [candle($tf)], period: $n}
              cross_$tf: {each: {tf: [1m, 5m]}, kind: cross, inputs: {fast: indicator(ema_$tf_9), slow: indicator(ema_$tf_21)}, trigger: [candle($tf)], timeframe: $tf}
            """);
        Graph written = Compile("""
            candles: [1m]
            nodes:
              ema_1m_9: {kind: ema, inputs: [candle(1m)], period: 9}
              ema_1m_21: {kind: ema, inputs: [candle(1m)], period: 21}
              ema_5m_9: {kind: ema, inputs: [candle(5m)], period: 9}
              ema_5m_21: {kind: ema, inputs: [candle(5m)], period: 21}
              cross_1m: {kind: cross, inputs: {fast: indicator(ema_1m_9), slow: indicator(ema_1m_21)}, trigger: [candle(1m)], timeframe: 1m}
              cross_5m: {kind: cross, inputs: {fast: indicator(ema_5m_9), slow: indicator(ema_5m_21)}, trigger: [candle(5m)], timeframe: 5m}
            """);

        Assert.Equal(Describe(written), Describe(looped));
    }

    [Fact]
    public void The_product_comes_in_written_order() => Assert.Equal(
        "n1-1m-a n1-1m-b n1-5m-a n1-5m-b n2-1m-a n2-1m-b n2-5m-a n2-5m-b",
        string.Join(' ', Nodes("nodes: {n$n-$tf-$s: {each: {n: [1, 2], tf: [1m, 5m], s: [a, b]}, kind: ema, inputs: [candle($tf)]}}").Select(n => n.Id)));

    [Fact]
    public void Variables_stand_in_every_value_and_two_dollars_are_one()
    {
        NodeDeclaration node = Assert.Single(Nodes("""
            nodes:
              a_$k:
                each: {k: [x]}
                kind: kind_$k
                inputs: {one: indicator($k).$k, two: "$$$k$$k"}
                trigger: [candle(1m)@$k]
                timeframe: $k
                output_schema: $k:1
                text: $$
            """));

        Assert.Equal(("a_x", "kind_x", "x", "x:1"), (node.Id, node.Kind, node.TimeFrame!.Value, node.OutputSchema!.Value));
        Assert.Equal(["indicator(x).x", "$x$k"], node.Inputs.Select(i => i.Text));
        Assert.Equal(["candle(1m)@x"], node.Triggers.Select(i => i.Text));
        Assert.Equal("$", Assert.Single(node.Arguments).Text);
        Assert.Equal(new Place("p.yaml", 4, 11), node.KindPlace);
        Assert.Equal(new Place("p.yaml", 2, 3), node.Place);
    }

    [Fact]
    public void Without_a_loop_a_dollar_is_text() =>
        Assert.Equal("${SECRET}$$", Assert.Single(Assert.Single(Nodes("nodes: {a: {kind: ema, inputs: [tick], label: \"${SECRET}$$\"}}")).Arguments).Text);

    [Theory]
    [InlineData("ema_$tf: {each: ▸[1m], kind: ema, inputs: [candle($tf)]}", "node 'ema_$tf': 'each' must be a map from variables to lists such as {tf: [1m, 5m]}, not a list")]
    [InlineData("ema_$tf: {each: ▸{}, kind: ema, inputs: [candle($tf)]}", "node 'ema_$tf': 'each' must be a map from variables to lists such as {tf: [1m, 5m]}, but it is empty")]
    [InlineData("ema_$tf: {▸each: , kind: ema, inputs: [candle($tf)]}", "node 'ema_$tf': 'each' must be a map from variables to lists such as {tf: [1m, 5m]}, but it is empty")]
    [InlineData("ema_$tf: {each: {tf: ▸[]}, kind: ema, inputs: [candle($tf)]}", "node 'ema_$tf': each: 'tf' has no values; list some such as [1m, 5m]")]
    [InlineData("ema_$tf: {each: {tf: ▸5m}, kind: ema, inputs: [candle($tf)]}", "node 'ema_$tf': each: 'tf' must be a list such as [1m, 5m], not '5m'")]
    [InlineData("ema_$tf: {each: {tf: [1m, ▸[5m]]}, kind: ema, inputs: [candle($tf)]}", "node 'ema_$tf': an entry of each: 'tf' must be a single value such as 1m, 5m, not a list")]
    [InlineData("ema_$tf: {each: {tf: [1m, ▸1m]}, kind: ema, inputs: [candle($tf)]}", "node 'ema_$tf': each: 'tf': value '1m' is listed twice; remove one")]
    [InlineData("ema_$tf: {each: {tf: [▸0123456789012345678901234567890123456789012345678901234567890123x]}, kind: ema, inputs: [candle($tf)]}", "node 'ema_$tf': each: 'tf': a value is longer than 64 characters; shorten it, it becomes a part of the id")]
    [InlineData("ema_$tf: {each: {▸t_f: [1m]}, kind: ema, inputs: [candle(1m)]}", "node 'ema_$tf': each: variable 't_f': use letters and digits, beginning with a letter")]
    [InlineData("ema: {each: {▸tf: [1m, 5m]}, kind: ema, inputs: [candle($tf)]}", "node 'ema': variable 'tf' is not in the id, so its values would all make the same node; write it there, such as 'ema_$tf'")]
    [InlineData("▸ema_$tff: {each: {▸tf: [1m, 5m]}, kind: ema, inputs: [candle($tf)]}", "node 'ema_$tff': unknown variable '$tff'; did you mean '$tf'?|node 'ema_$tff': variable 'tf' is not in the id, so its values would all make the same node; write it there, such as 'ema_$tff_$tf'")]
    [InlineData("ema_$tf: {each: {tf: [1m, 5m]}, kind: ema, inputs: [▸candle($frame)]}", "node 'ema_$tf': unknown variable '$frame'; the loop has $tf")]
    [InlineData("ema_$tf: {each: {tf: [1m, 5m]}, kind: ema, inputs: [▸\"candle(${tf})\"]}", "node 'ema_$tf': '$' stands before no name of a variable; write '$$' for a dollar sign")]
    [InlineData("▸ema_$tf: {kind: ema, inputs: [candle($tf)]}", "node 'ema_$tf': '$' in an id stands for a variable of a loop; add one such as each: {tf: [1m, 5m]}, or remove '$'")]
    [InlineData("ema_$tf: {▸eahc: {tf: [1m, 5m]}, kind: ema, inputs: [candle($tf)]}", "node 'ema_$tf': unknown key 'eahc'; did you mean 'each'?")]
    [InlineData("▸e_$a$b: {each: {a: [1, 11], b: [1, 11]}, kind: ema, inputs: [candle(1m)]}", "node 'e_111' (a = 11, b = 1): the id is used twice, first in line 1; rename one")]
    [InlineData("e_$a: {each: {a: [1, 2]}, kind: ema, inputs: [candle(1m)]}, ▸e_2: {kind: ema, inputs: [candle(1m)]}", "node 'e_2': the id is used twice, first in line 1; rename one")]
    [InlineData("▸e_$a: {each: {a: [x y, z]}, kind: ema, inputs: [candle(1m)]}", "node 'e_x y' (a = x y): use 1 to 64 letters, digits, '_' and '-' in its id")]
    public void Mistakes_in_a_loop_are_one_line_and_make_no_others(string node, string errors)
    {
        // What reads a node of the loop is not a second mistake.
        string reader = node.Contains("ema_", StringComparison.Ordinal) ? ", reader: {kind: cross, inputs: [indicator(ema_1m), indicator(ema_1m)]}" : "";
        PipelineErrors.AreAll("nodes: {" + node + reader + "}", errors.Split('|'));
    }

    [Fact]
    public void What_the_nodes_of_a_loop_have_in_common_is_said_once() => PipelineErrors.AreAll("""
        nodes:
          a_$tf_$n: {each: {tf: [1m, 5m, 15m], n: [1, 2]}, period: ▸[$n], kind: ema, inputs: [candle($tf)]}
          b_$tf: {each: {tf: [1m, 5m]}, kind: ▸emma, inputs: [candle($tf)]}
          c_$tf: {each: {tf: [1m, 7q, 8q]}, kind: ema, inputs: [▸candle($tf)]}
          d_$n: {each: {n: [9, 0]}, kind: ema, inputs: [tick], period: ▸$n}
          ▸e_$n: {each: {n: [1]}, kind: ema, inputs: [indicator(f_$n)]}
          f_$n: {each: {n: [1]}, kind: ema, inputs: [indicator(e_$n)]}
          g_$n: {each: {n: [1, 2, 3]}, kind: ema, inputs: [tick], period: ▸0}
        """,
        "node 'a_1m_1' (tf = 1m, n = 1; also 1m/2, 5m/1, 5m/2 and 2 more): 'period' must be a single value, as every parameter, not a list",
        "node 'b_1m' (tf = 1m; also 5m): unknown kind 'emma'; did you mean 'ema'?",
        "node 'c_7q' (tf = 7q; also 8q): 'candle(7q)': unknown time frame '7q'; write a number and s, m, h, d or w, such as 5m, or t, v, r for bars of trades, volume and range",
        "node 'd_0' (n = 0): period 0 is out of range 1..10000",
        "node 'e_1' (n = 1): cycle e_1 → f_1 → e_1; a node cannot read what it feeds: remove one of these inputs",
        "node 'g_1' (n = 1; also 2, 3): period 0 is out of range 1..10000");

    /// <summary>A short text cannot become a huge pipeline: the loops end at a number of nodes and of characters.</summary>
    [Fact]
    public void Loops_are_bounded()
    {
        string hundred = string.Join(", ", Enumerable.Range(0, 100));
        string thousands = string.Join(", ", Enumerable.Range(0, 20_000));

        Assert.Equal(10_000, Nodes($"nodes: {{e_$a-$b: {{each: {{a: [{hundred}], b: [{hundred}]}}, kind: ema, inputs: [tick]}}}}").Count);
        PipelineErrors.AreAll(
            $"nodes: {{x: {{kind: ema, inputs: [tick]}}, ▸e_$a-$b: {{each: {{a: [{hundred}], b: [{hundred}]}}, kind: ema, inputs: [indicator(none)]}}, y: {{kind: emma}}}}",
            "node 'e_$a-$b': the pipeline has more than 10000 nodes here, the most that is read; loop over fewer values, or split it into several pipelines");
        PipelineErrors.AreAll(
            $"nodes: {{▸e_$a: {{each: {{a: [{thousands}]}}, kind: ema, inputs: [tick]}}}}",
            "node 'e_$a': the pipeline has more than 10000 nodes here, the most that is read; loop over fewer values, or split it into several pipelines");
        PipelineErrors.AreAll(
            $"nodes: {{▸e_$a: {{each: {{a: [{hundred}]}}, kind: ema, inputs: [{string.Join(", ", Enumerable.Repeat("[]", 50_000))}]}}}}",
            "node 'e_$a': the loops of the pipeline write out more than 8 MB here, the most that is read; loop over fewer values, or split it into several pipelines");
        PipelineErrors.AreAll(
            "nodes:\n" + string.Concat(Enumerable.Range(0, 10_000).Select(i => $"  n{i}: {{}}\n")) + "  ▸n: {kind: ema}",
            "node 'n': the pipeline has more than 10000 nodes here, the most that is read; loop over fewer values, or split it into several pipelines");
    }

    private static Graph Compile(string text)
    {
        (Graph Graph, PipelineFile File)? compiled = PipelineFile.Compile("p.yaml", text, PipelineErrors.Kinds, CandleDriver.Layout, out IReadOnlyList<Diagnostic> errors);
        Assert.Empty(errors);
        return compiled!.Value.Graph;
    }

    private static string Describe(Graph graph) => string.Join('\n', graph.Nodes.Select(n =>
        $"{n.Index} {n.Id} {n.Kind?.Name} {n.TimeFrame} {string.Join(',', n.Arguments.Select(a => $"{a.Name}={a.Text}"))} {string.Join(',', n.Inputs)} {string.Join(',', n.Triggers)} {n.WarmUp}")
        .Append(graph.BlockBytes.ToString(System.Globalization.CultureInfo.InvariantCulture)));
}
