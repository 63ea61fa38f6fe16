using System.Text.RegularExpressions;
using Pawl.Host.Drawing;
using Xunit;

namespace Pawl.Tests.Unit.Drawing;

public sealed class TextDrawingTests
{
    [Fact]
    public void The_tick_job_on_a_wide_terminal() => Assert.Equal("""
        tick job: 6 nodes, 7 edges

        ┌ sources
        └─● tick        SPY

        ┌ rank 1
        └─● candle(1m)  SPY 1m                 ← tick

        ┌ rank 2
        ├─● fast        SPY 1m  ema period 9   ← candle(1m) (close)
        ├─○ slow        SPY 1m  ema period 21  ← candle(1m) (close)
        └─● delta       SPY 1m                 ← tick ⇠ candle(1m)

        ┌ rank 3
        └─● cross       SPY 1m  direction up   ← fast (left) ← slow (right)

        ● published  ○ hidden  ← reads  ⇠ only wakes

        """, TextDrawing.Draw(RandomGraphs.TickJob, width: 80));

    [Theory]
    [InlineData(24)]
    [InlineData(60)]
    [InlineData(200)]
    public void Colours_change_nothing_but_the_ids(int width)
    {
        string coloured = TextDrawing.Draw(RandomGraphs.TickJob, width, colour: true);
        Assert.Contains("\u001b[94mfast\u001b[0m", coloured, StringComparison.Ordinal);
        Assert.Contains("\u001b[36mcandle(1m)\u001b[0m", coloured, StringComparison.Ordinal);
        string plain = Regex.Replace(coloured, "\u001b\\[[0-9]+m", "", RegexOptions.None, TimeSpan.FromSeconds(10));
        Assert.Equal(TextDrawing.Draw(RandomGraphs.TickJob, width), plain);
    }

    [Fact]
    public void The_tick_job_on_a_narrow_terminal_without_line_characters() => Assert.Equal("""
        tick job: 6 nodes, 7 edges

        + sources
        `-* tick
              SPY

        + rank 1
        `-* candle(1m)
              SPY 1m
              <- tick

        + rank 2
        |-* fast
        |     SPY 1m ema period 9
        |     <- candle(1m) (close)
        |-o slow
        |     SPY 1m ema period 21
        |     <- candle(1m) (close)
        `-* delta
              SPY 1m
              <- tick <~ candle(1m)

        + rank 3
        `-* cross
              SPY 1m direction up
              <- fast (left)
              <- slow (right)

        * published  o hidden
        <- reads  <~ only wakes

        """, TextDrawing.Draw(RandomGraphs.TickJob, width: 30, ascii: true));

    [Fact]
    public void No_line_is_wider_than_the_terminal_and_every_node_and_edge_is_listed_once()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var graph = RandomGraphs.Of(seed);
            var width = 30 + (seed % 120);
            var ascii = seed % 2 == 0;
            var lines = TextDrawing.Draw(graph, width, ascii).Split('\n');
            Assert.All(lines, line => Assert.InRange(line.Length, 0, width));
            Assert.All(lines, line => Assert.Equal(line.TrimEnd(), line));
            if (ascii) Assert.All(lines, line => Assert.All(line, letter => Assert.InRange(letter, ' ', '~')));
            var heads = lines.Where(line => line.Length > 4 && "├└|`".Contains(line[0], StringComparison.Ordinal) && "─-".Contains(line[1], StringComparison.Ordinal));
            Assert.Equal(
                graph.Nodes.Select(node => node.Id).Order(StringComparer.Ordinal),
                heads.Select(line => line[4..].Split(' ')[0]).Order(StringComparer.Ordinal));
            var arrows = ascii ? "<" : "←⇠";
            var key = graph.Edges.Any(edge => edge.Trigger) ? 2 : 0;
            Assert.Equal(graph.Edges.Count + key, lines.Sum(line => line.Count(letter => arrows.Contains(letter, StringComparison.Ordinal))));
        }
    }

    [Theory, MemberData(nameof(RandomGraphs.HostileNames), MemberType = typeof(RandomGraphs))]
    public void Names_do_not_steer_the_terminal(string name)
    {
        var text = TextDrawing.Draw(RandomGraphs.Named(name, "other"));
        Assert.DoesNotContain(text, letter => (char.IsControl(letter) && letter != '\n') || letter == '\u202E' || letter == '\ud800');
        Assert.Equal(text, TextDrawing.Draw(RandomGraphs.Named(name, "other")));
    }

    [Fact]
    public void Wide_letters_count_twice()
    {
        var rows = TextDrawing.Draw(RandomGraphs.Named("漢字", "abcd")).Split('\n');
        var first = Assert.Single(rows, row => row.StartsWith("└─● 漢字  漢字 漢字", StringComparison.Ordinal));
        var second = Assert.Single(rows, row => row.StartsWith("└─● abcd  abcd abcd", StringComparison.Ordinal));
        Assert.True(first.Length < second.Length);
    }

    [Fact]
    public void What_cannot_be_drawn_is_refused_by_name()
    {
        DrawnNode a = new("a", "a", "", "", null, null, Published: true), b = a with { Id = "b" };
        DrawnEdge there = new("a", "b", null, Trigger: false), back = new("b", "a", null, Trigger: false);
        Refused("node id 'a' occurs twice", [a, a], []);
        Refused("names 'c', which is no node", [a, b], [there with { To = "c" }]);
        Refused("node 'a' lies on a cycle", [a, b], [there, back]);
        Refused("node 'a' lies on a cycle", [a], [there with { To = "a" }]);

        static void Refused(string why, DrawnNode[] nodes, DrawnEdge[] edges) => Assert.Contains(
            why, Assert.Throws<ArgumentException>(() => TextDrawing.Draw(new DrawnGraph("g", nodes, edges))).Message, StringComparison.Ordinal);
    }
}
