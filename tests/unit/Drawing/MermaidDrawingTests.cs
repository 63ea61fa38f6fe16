using System.Globalization;
using System.Text.RegularExpressions;
using Pawl.Host.Drawing;
using Xunit;

namespace Pawl.Tests.Unit.Drawing;

/// <summary>Read back by the part of Mermaid's grammar that needs no escaping: whatever fits it is a flowchart.</summary>
public sealed partial class MermaidDrawingTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 20)];

    [Fact]
    public void The_tick_job_in_full() => Assert.Equal("""
        ---
        title: "tick job"
        ---
        flowchart LR
          subgraph c0["SPY"]
            n0["tick"]:::f0
            subgraph c1["#49;m"]
              n1["candle(1m)"]:::f1
              n2["ema<br>period 9"]:::f2
              n3["ema<br>period 21"]:::f2
              class n3 unpublished
              n4["delta"]:::f3
              n5["cross<br>direction up"]:::f4
            end
          end
          n0 --> n1
          n1 -->|"close"| n2
          n1 -->|"close"| n3
          n0 --> n4
          n1 -.-> n4
          n2 -->|"left"| n5
          n3 -->|"right"| n5
          classDef f0 fill:#f1f5f9,stroke:#64748b,color:#0f172a
          classDef f1 fill:#f0fdfa,stroke:#0d9488,color:#0f172a
          classDef f2 fill:#eff6ff,stroke:#3b82f6,color:#0f172a
          classDef f3 fill:#fdf4ff,stroke:#c026d3,color:#0f172a
          classDef f4 fill:#f7fee7,stroke:#4d9a0b,color:#0f172a
          classDef unpublished stroke-dasharray:4 3

        """, MermaidDrawing.Draw(RandomGraphs.TickJob));

    [Fact]
    public void The_rules_of_the_candles_stand_beside_the_title() => Assert.StartsWith(
        "---\ntitle: \"tick job, instrument SPY of a.yaml\"\n---\n", MermaidDrawing.Draw(RandomGraphs.TickJob with { Rules = "instrument SPY of a.yaml" }), StringComparison.Ordinal);

    [Theory, MemberData(nameof(Seeds))]
    public void Every_node_and_edge_is_there_once_and_in_its_subgraph(int seed)
    {
        DrawnGraph graph = RandomGraphs.Of(seed);
        Flowchart chart = Read(MermaidDrawing.Draw(graph));
        Assert.Equal(
            graph.Nodes.Select((node, i) => (i, string.Join('/', ((string?[])[node.Symbol, node.TimeFrame]).OfType<string>()))),
            chart.Nodes.Select(node => (node.Index, node.Home)).Order());
        string[] ids = [.. graph.Nodes.Select(node => node.Id)];
        Assert.Equal(graph.Edges.Select(edge => (edge.From, edge.To, edge.Trigger)), chart.Edges.Select(edge => (ids[edge.From], ids[edge.To], edge.Dashed)));
    }

    [Theory, MemberData(nameof(RandomGraphs.HostileNames), MemberType = typeof(RandomGraphs))]
    public void Hostile_names_stay_text(string name)
    {
        Flowchart chart = Read(MermaidDrawing.Draw(RandomGraphs.Named(name, "other")));
        Assert.Equal(2, chart.Nodes.Count);
        Assert.Single(chart.Edges);
        string[] lines = chart.Nodes.Single(node => node.Index == 0).Label.Split("<br>");
        string shown = Entity().Replace(lines[0], entity => char.ConvertFromUtf32(int.Parse(entity.Groups["code"].Value, CultureInfo.InvariantCulture)));
        if (name.Length < 48 && name.All(letter => !char.IsControl(letter) && !char.IsSurrogate(letter) && letter != '\u202E')) Assert.Equal(name, shown);
        Assert.InRange(shown.EnumerateRunes().Count(), 0, 48);
    }

    private sealed record Flowchart(List<(int Index, string Label, string Home)> Nodes, List<(int From, int To, bool Dashed)> Edges);

    private static Flowchart Read(string text)
    {
        Flowchart chart = new([], []);
        List<string> open = [];
        string[] lines = text.TrimEnd('\n').Split('\n');
        Assert.Equal(("---", "---", "flowchart LR"), (lines[0], lines[2], lines[3]));
        Assert.Matches("^title: \"([^\"\\\\]|\\\\.)*\"$", lines[1]);
        foreach (string line in lines[4..])
        {
            if (Node().Match(line) is { Success: true } node)
            {
                chart.Nodes.Add((Number(node, "index"), node.Groups["label"].Value, string.Join('/', open)));
            }
            else if (Edge().Match(line) is { Success: true } edge)
            {
                chart.Edges.Add((Number(edge, "from"), Number(edge, "to"), edge.Groups["line"].Value == "-.->"));
            }
            else if (Subgraph().Match(line) is { Success: true } subgraph)
            {
                open.Add(Entity().Replace(subgraph.Groups["label"].Value, entity => ((char)Number(entity, "code")).ToString()));
            }
            else if (line.Trim() == "end")
            {
                open.RemoveAt(open.Count - 1);
            }
            else
            {
                Assert.Matches("^ +(class n[0-9]+ unpublished|classDef (f[0-9]+|unpublished) [a-z0-9#:, -]+)$", line);
            }
        }

        Assert.Empty(open);
        return chart;
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    private const string Label = "\"(?<label>(#[0-9]+;|<br>|[\\p{L}\\p{N} .,()_=@…-])*)\"";

    [GeneratedRegex("^ +n(?<index>[0-9]+)\\[" + Label + "\\]:::f[0-9]+$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Node();

    [GeneratedRegex("^  n(?<from>[0-9]+) (?<line>-->|-\\.->)(\\|" + Label + "\\|)? n(?<to>[0-9]+)$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Edge();

    [GeneratedRegex("^ +subgraph c[0-9]+\\[" + Label + "\\]$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Subgraph();

    [GeneratedRegex("#(?<code>[0-9]+);", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Entity();
}
