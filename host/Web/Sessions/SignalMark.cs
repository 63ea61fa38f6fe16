using System.Text.Json;

namespace Pawl.Host.Web.Sessions;

/// <summary>A signal on the timeline of a session.</summary>
internal sealed record SignalMark(string Time, string Id, string Node, string Symbol, string Kind, string Side)
{
    /// <summary>What two versions of a pipeline have in common where they say the same: a signal has another id in another log.</summary>
    public (string, string, string, string, string) Meaning => (Time, Symbol, Node, Kind, Side);

    /// <summary>The mark of a signal's line.</summary>
    public static SignalMark Of(ReadOnlyMemory<byte> line)
    {
        using JsonDocument signal = JsonDocument.Parse(line);
        JsonElement root = signal.RootElement;
        JsonElement data = root.GetProperty("data");
        JsonElement metadata = root.GetProperty("metadata");
        return new SignalMark(
            root.GetProperty("timestamp").GetString()!, metadata.GetProperty("id").GetString()!, metadata.GetProperty("node").GetString()!,
            root.GetProperty("symbol").GetString()!, data.GetProperty("kind").GetString()!, data.GetProperty("side").GetString()!);
    }

    /// <summary>A list of marks, cut where it is long.</summary>
    public static void Write(Utf8JsonWriter json, string name, IEnumerable<SignalMark> marks, int most)
    {
        json.WriteStartArray(name);
        foreach (SignalMark mark in marks.Take(most))
        {
            json.WriteStartObject();
            json.WriteString("time", mark.Time);
            json.WriteString("id", mark.Id);
            json.WriteString("node", mark.Node);
            json.WriteString("symbol", mark.Symbol);
            json.WriteString("kind", mark.Kind);
            json.WriteString("side", mark.Side);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
