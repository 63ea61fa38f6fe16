using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pawl.Host.Drawing;

namespace Pawl.Host.Explaining;

/// <summary>An explanation as JSON; <c>docs/reference/explain.schema.json</c> describes it.</summary>
internal static class ExplanationJson
{
    /// <summary>Grows when a field changes its meaning or goes; new fields may come without.</summary>
    private const int Version = 1;

    public static string Write(Explanation explanation)
    {
        using MemoryStream to = new();
        using (Utf8JsonWriter json = new(to, new JsonWriterOptions { Indented = true, NewLine = "\n", MaxDepth = 10_000, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteString("id", explanation.Id.ToString());
            json.WriteString("timestamp", explanation.Time.ToString());
            json.WritePropertyName("event");
            Write(json, explanation.Event);
            json.WritePropertyName("value");
            Write(json, explanation.Root);
            json.WriteEndObject();
        }

        to.WriteByte((byte)'\n');
        return Encoding.UTF8.GetString(to.GetBuffer(), 0, (int)to.Length);
    }

    private static void Write(Utf8JsonWriter json, ExplainedValue value)
    {
        json.WriteStartObject();
        json.WriteString("node", value.Name);
        json.WriteString("symbol", value.Symbol);
        json.WriteString("timeframe", value.TimeFrame.ToString());
        json.WriteString("kind", value.Kind);
        json.WriteString("formula", value.Formula);
        json.WriteStartObject("parameters");
        foreach (DrawnParameter parameter in value.Parameters)
        {
            JsonDrawing.Write(json, parameter.Name, parameter.Value);
        }

        json.WriteEndObject();
        json.WriteString("timestamp", value.Time?.ToString());
        json.WriteNumber("sequence", value.Sequence);
        json.WriteBoolean("new", value.IsNew);
        json.WriteStartObject("data");
        foreach (ExplainedField field in value.Fields)
        {
            json.WritePropertyName(field.Name);
            json.WriteRawValue(field.Json);
        }

        json.WriteEndObject();
        json.WriteBoolean("repeated", value.IsRepeated);
        WriteState(json, value);
        if (value.Market is { } market)
        {
            Write(json, market);
        }

        json.WriteStartArray("inputs");
        foreach (ExplainedInput input in value.Inputs)
        {
            json.WriteStartObject();
            json.WriteString("input", input.Name);
            json.WriteString("field", input.Field);
            json.WriteString("read", input.Number);
            json.WritePropertyName("value");
            Write(json, input.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteState(Utf8JsonWriter json, ExplainedValue value)
    {
        json.WriteStartArray("state");
        foreach (ExplainedState state in value.State)
        {
            json.WriteStartObject();
            json.WriteString("name", state.Name);
            json.WriteString("before", state.Before);
            json.WriteString("after", state.After);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, MarketEvents market)
    {
        json.WriteStartObject("market");
        json.WriteNumber("count", market.Count);
        if (market.AddUp is { } addUp)
        {
            json.WriteBoolean("adds_up", addUp);
        }

        foreach ((string name, MarketEvent e) in market.Named)
        {
            json.WritePropertyName(name);
            Write(json, e);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, MarketEvent e)
    {
        json.WriteStartObject();
        json.WriteString("kind", e.Event.Kind.ToString().ToLowerInvariant());
        json.WriteNumber("sequence", e.Sequence);
        json.WriteString("timestamp", e.Event.Time.ToString());
        if (ExplanationWords.HasData(e.Event))
        {
            json.WriteString("data", ExplanationWords.Data(e.Event));
        }

        if (e.File is not null)
        {
            json.WriteString("file", e.File);
            json.WriteNumber("row", e.Row);
        }

        json.WriteEndObject();
    }
}
