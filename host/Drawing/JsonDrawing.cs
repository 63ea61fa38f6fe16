using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pawl.Types;

namespace Pawl.Host.Drawing;

/// <summary>The graph as JSON: everything that the pictures show, and what they have no room for.</summary>
public static class JsonDrawing
{
    /// <summary>Grows when a field changes its meaning or goes; new fields may come without.</summary>
    private const int Version = 1;

    /// <returns>One object, ending with a newline; <c>docs/reference/dag.schema.json</c> describes it.</returns>
    /// <exception cref="ArgumentException">An id occurs twice, an edge names an unknown node, or the edges form a cycle.</exception>
    public static string Draw(DrawnGraph graph) => Text(graph, JavaScriptEncoder.UnsafeRelaxedJsonEscaping, indented: true) + "\n";

    /// <summary>The same for a script element: nothing in it can end the element or mean anything to HTML.</summary>
    internal static string ForHtml(DrawnGraph graph) => Text(graph, JavaScriptEncoder.Default, indented: false);

    private static string Text(DrawnGraph graph, JavaScriptEncoder encoder, bool indented)
    {
        var shape = new GraphShape(graph);
        var clusters = new Clusters(new Lanes(shape.Nodes));
        using var to = new MemoryStream();
        using (var json = new Utf8JsonWriter(to, new JsonWriterOptions { Indented = indented, NewLine = "\n", Encoder = encoder }))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteString("pipeline", CleanText.Of(graph.Title));
            Texts(json, "symbols", graph.Symbols);
            if (graph.Rules.Length > 0)
                json.WriteString("rules", CleanText.Of(graph.Rules));
            List(json, "nodes", Enumerable.Range(0, shape.Nodes.Length), node => Node(json, shape, clusters, node));
            List(json, "edges", shape.Edges, edge => Edge(json, edge));
            var members = shape.Nodes.GroupBy(node => clusters.Of(node)?.Id ?? "", StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Select(node => node.Id), StringComparer.Ordinal);
            List(json, "clusters", clusters.All, cluster => One(json, cluster, members.GetValueOrDefault(cluster.Id, [])));
            List(json, "kinds", graph.Kinds, kind => Kind(json, kind));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(to.GetBuffer(), 0, (int)to.Length);
    }

    private static void Node(Utf8JsonWriter json, GraphShape shape, Clusters clusters, int index)
    {
        var node = shape.Nodes[index];
        Word(json, "id", node.Id);
        Word(json, "title", node.Title);
        Word(json, "kind", node.Kind);
        Word(json, "family", node.Family);
        Word(json, "symbol", node.Symbol);
        Word(json, "timeframe", node.TimeFrame);
        Word(json, "cluster", clusters.Of(node)?.Id);
        json.WriteNumber("rank", shape.Rank[index]);
        json.WriteBoolean("published", node.Published);
        Texts(json, "published_as", node.PublishedAs);
        if (node.WarmUp is { } warmUp) json.WriteNumber("warm_up", warmUp);
        else json.WriteNull("warm_up");
        List(json, "parameters", node.Parameters, parameter => Parameter(json, parameter));
        List(json, "inputs", shape.In[index].Select(edge => shape.Edges[edge]).Where(edge => !edge.Trigger), edge => Input(json, edge));
        Texts(json, "triggers", shape.In[index].Select(edge => shape.Edges[edge]).Where(edge => edge.Trigger || edge.Wakes).Select(edge => edge.From).Distinct(StringComparer.Ordinal));
        Texts(json, "readers", shape.Out[index].Select(edge => shape.Edges[edge].To).Distinct(StringComparer.Ordinal));
    }

    private static void Parameter(Utf8JsonWriter json, DrawnParameter parameter)
    {
        Word(json, "name", parameter.Name);
        Write(json, "value", parameter.Value);
        json.WriteBoolean("default", !parameter.Written);
    }

    /// <summary>The value of a parameter: a number as such, else text.</summary>
    internal static void Write(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case long whole: json.WriteNumber(name, whole); break;
            case double number: json.WriteNumber(name, number); break;
            default: json.WriteString(name, CleanText.Of(value.ToString() ?? "")); break;
        }
    }

    private static void Input(Utf8JsonWriter json, DrawnEdge edge)
    {
        Word(json, "name", edge.Input);
        Word(json, "from", edge.From);
        Word(json, "field", edge.Field);
    }

    private static void Edge(Utf8JsonWriter json, DrawnEdge edge)
    {
        Word(json, "from", edge.From);
        Word(json, "to", edge.To);
        Word(json, "input", edge.Input);
        Word(json, "field", edge.Field);
        json.WriteBoolean("reads", !edge.Trigger);
        json.WriteBoolean("wakes", edge.Trigger || edge.Wakes);
    }

    private static void One(Utf8JsonWriter json, Cluster cluster, IEnumerable<string> nodes)
    {
        Word(json, "id", cluster.Id);
        Word(json, "symbol", cluster.Symbol);
        Word(json, "timeframe", cluster.TimeFrame);
        Word(json, "parent", cluster.Parent);
        Texts(json, "nodes", nodes);
    }

    private static void Kind(Utf8JsonWriter json, DrawnKind kind)
    {
        Word(json, "name", kind.Name);
        Word(json, "family", kind.Family);
        Word(json, "summary", kind.Summary);
        Word(json, "formula", kind.Formula);
        Word(json, "source", kind.Source);
        Word(json, "emits", kind.Emits);
        List(json, "output", kind.Output, field =>
        {
            Word(json, "name", field.Name);
            Word(json, "type", field.Type);
            Word(json, "doc", field.Doc);
        });
    }

    private static void List<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(CleanText.Of(text));
        json.WriteEndArray();
    }

    private static void Word(Utf8JsonWriter json, string name, string? text)
    {
        if (text is null) json.WriteNull(name);
        else json.WriteString(name, CleanText.Of(text));
    }
}
