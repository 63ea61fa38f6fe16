using System.Text.Json;
using NJsonSchema;
using Pawl.Host.Drawing;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Drawing;

public sealed class JsonDrawingTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 20)];

    [Theory, MemberData(nameof(Seeds))]
    public async Task The_published_schema_holds(int seed)
    {
        JsonSchema schema = await JsonSchema.FromFileAsync(Repository.PathOf("docs", "reference", "dag.schema.json"), TestContext.Current.CancellationToken);
        Assert.Empty(schema.Validate(JsonDrawing.Draw(RandomGraphs.Of(seed))));
    }

    [Theory]
    [InlineData("\"id\"", "\"_id\"")]
    [InlineData("\"rank\": 1", "\"rank\": 1.5")]
    [InlineData("\"inputs\": [", "\"inputs\": [1, ")]
    [InlineData("\"reads\": true", "\"reads\": 1")]
    [InlineData("\"version\": 1", "\"version\": 2")]
    [InlineData("\"parent\": \"c0\"", "\"parent\": 0")]
    public async Task The_published_schema_refuses_what_is_damaged(string from, string to)
    {
        JsonSchema schema = await JsonSchema.FromFileAsync(Repository.PathOf("docs", "reference", "dag.schema.json"), TestContext.Current.CancellationToken);
        string json = JsonDrawing.Draw(RandomGraphs.TickJob);
        string damaged = json.Replace(from, to, StringComparison.Ordinal);
        Assert.False(damaged == json, from);
        Assert.NotEmpty(schema.Validate(damaged));
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Nodes_edges_and_clusters_are_those_of_the_graph(int seed)
    {
        DrawnGraph graph = RandomGraphs.Of(seed);
        using JsonDocument json = JsonDocument.Parse(JsonDrawing.Draw(graph));
        JsonElement[] nodes = [.. json.RootElement.GetProperty("nodes").EnumerateArray()];
        Assert.Equal(graph.Nodes.Select(n => (n.Id, n.Family, n.Symbol, n.TimeFrame, n.Published)),
            nodes.Select(n => (Text(n, "id")!, Text(n, "family")!, Text(n, "symbol"), Text(n, "timeframe"), n.GetProperty("published").GetBoolean())));
        Assert.Equal(graph.Edges.Select(e => (e.From, e.To, e.Trigger)),
            json.RootElement.GetProperty("edges").EnumerateArray().Select(e => (Text(e, "from")!, Text(e, "to")!, !e.GetProperty("reads").GetBoolean())));

        Dictionary<string, int> ranks = nodes.ToDictionary(n => Text(n, "id")!, n => n.GetProperty("rank").GetInt32(), StringComparer.Ordinal);
        Assert.All(graph.Edges, e => Assert.True(ranks[e.From] < ranks[e.To]));
        foreach (JsonElement node in nodes)
        {
            string id = Text(node, "id")!;
            Assert.Equal(graph.Edges.Where(e => e.From == id).Select(e => e.To).Distinct().Order(StringComparer.Ordinal), Texts(node, "readers").Order(StringComparer.Ordinal));
            Assert.Equal(graph.Edges.Count(e => e.To == id && !e.Trigger), node.GetProperty("inputs").GetArrayLength());
        }

        Dictionary<string, JsonElement> clusters = json.RootElement.GetProperty("clusters").EnumerateArray().ToDictionary(c => Text(c, "id")!, StringComparer.Ordinal);
        foreach (JsonElement node in nodes)
        {
            string? home = Text(node, "cluster");
            Assert.Equal((Text(node, "symbol") ?? Text(node, "timeframe")) is null, home is null);
            if (home is null) continue;
            Assert.Equal((Text(node, "symbol"), Text(node, "timeframe")), (Text(clusters[home], "symbol"), Text(clusters[home], "timeframe")));
            Assert.Contains(Text(node, "id"), Texts(clusters[home], "nodes"));
        }

        foreach (JsonElement cluster in clusters.Values)
        {
            bool isInside = Text(cluster, "symbol") is not null && Text(cluster, "timeframe") is not null;
            Assert.Equal(isInside ? Text(cluster, "symbol") : null, Text(cluster, "parent") is { } parent ? Text(clusters[parent], "symbol") : null);
        }
    }

    [Fact]
    public void Parameters_keep_their_type()
    {
        DrawnNode node = new("a", "a", "", "averages", null, null, Published: true)
        {
            Parameters = [new("period", 14L, Written: true), new("deviations", 2.5, Written: false), new("tick_size", "0.01", Written: true)],
        };
        using JsonDocument json = JsonDocument.Parse(JsonDrawing.Draw(new DrawnGraph("p", [node], [])));
        Assert.Equal(["14", "2.5", "\"0.01\""], json.RootElement.GetProperty("nodes")[0].GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("value").GetRawText()));
    }

    [Theory, MemberData(nameof(RandomGraphs.HostileNames), MemberType = typeof(RandomGraphs))]
    public void Hostile_names_stay_text(string name)
    {
        string text = JsonDrawing.Draw(RandomGraphs.Named(name, "other"));
        using JsonDocument json = JsonDocument.Parse(text);
        Assert.Equal(2, json.RootElement.GetProperty("nodes").GetArrayLength());
        Assert.DoesNotContain(text, letter => char.IsControl(letter) && letter != '\n');
        if (name.All(letter => !char.IsControl(letter) && !char.IsSurrogate(letter) && letter != '\u202E')) Assert.Equal(name, Text(json.RootElement.GetProperty("nodes")[0], "id"));
    }

    private static string? Text(JsonElement part, string name) => part.GetProperty(name).GetString();

    private static string[] Texts(JsonElement part, string name) => [.. part.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];
}
