using System.Text.Json;
using Pawl.Engine;
using Pawl.Host.Explaining;
using Pawl.Host.Web.Live;

namespace Pawl.Host.Web.Rest;

/// <summary>The values of a log's sources and nodes at one moment.</summary>
internal static class LiveGraph
{
    public static void Write(Utf8JsonWriter json, LogPicture picture, string symbol)
    {
        EngineLog log = picture.Log;
        Graph graph = log.Graph;
        RecordTexts texts = new();
        HashSet<string> asleep = [.. log.SleepingNodes];
        json.WriteStartObject();
        json.WriteString("symbol", symbol);
        json.WriteNumber("seq", log.Header.Sequence);
        json.WriteString("time", log.Header.Time.ToString());
        json.WriteString("taken", picture.Taken.ToString());
        json.WriteStartArray("nodes");
        foreach (Source source in graph.Sources)
        {
            HeldValue held = log.ValueOf(~source.Index);
            // Of a source that no node reads it is only known when it last came.
            bool isKept = held.Record.AsSpan().ContainsAnyExcept((byte)0);
            Write(json, IdOf(graph, NameOf(source), source.Symbol), held.Cycle == 0 ? "waiting" : "ready", picture.SourceRuns[source.Index], 0, held, isKept ? texts : null);
        }

        foreach (GraphNode node in graph.Nodes.Where(n => n.Kind is not null))
        {
            HeldValue held = log.ValueOf(node.Index);
            long inputs = node.Inputs.Select(i => log.ValueOf(i.Producer).Cycle).DefaultIfEmpty(0).Max();
            string state = asleep.Contains(node.Id) ? "failed" : held.Cycle == 0 ? "waiting" : held.Cycle < inputs ? "quiet" : "ready";
            Write(json, IdOf(graph, node.Id, node.Symbol), state, picture.Runs[node.Index], picture.Nanoseconds[node.Index], held, texts);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string NameOf(Source source) => new InputReference(source.Kind, source.TimeFrame, source.Strategy, null, null).ToString();

    /// <summary>The id that the graph's drawing gives it.</summary>
    private static string IdOf(Graph graph, string name, int symbol) => graph.Symbols.Length == 1 ? name : $"{name}@{graph.Symbols[symbol]}";

    private static void Write(Utf8JsonWriter json, string id, string state, long runs, long nanoseconds, HeldValue held, RecordTexts? texts)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("state", state);
        json.WriteNumber("runs", runs);
        if (nanoseconds > 0)
        {
            json.WriteNumber("nanoseconds", nanoseconds);
        }

        json.WriteString("updated", held.Cycle == 0 ? null : held.Time.ToString());
        if (held.Cycle == 0 || texts is null)
        {
            json.WriteNull("data");
        }
        else
        {
            json.WriteStartObject("data");
            foreach (ExplainedField field in texts.Of(held))
            {
                json.WritePropertyName(field.Name);
                json.WriteRawValue(field.Json);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
