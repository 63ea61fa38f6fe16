using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pawl.Types;

/// <summary>Writes the AsyncAPI 3 document: subjects, what travels on them, and in which direction.</summary>
public static class AsyncApiWriter
{
    public static string Write()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            IGrouping<string, MessageType>[] subjects = [.. MessageCatalogue.Types().GroupBy(type => type.Subject, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)];
            json.WriteStartObject();
            json.WriteString("asyncapi", "3.0.0");
            json.WriteStartObject("info");
            json.WriteString("title", "Pawl");
            json.WriteString("version", "0.1.0");
            json.WriteString("description", "Messages of the external account. Generated: `pawl types generate --lang asyncapi`.");
            json.WriteEndObject();
            json.WriteString("defaultContentType", "application/json");
            json.WriteStartObject("channels");
            foreach (IGrouping<string, MessageType> subject in subjects) WriteChannel(json, subject);
            json.WriteEndObject();
            json.WriteStartObject("operations");
            foreach (IGrouping<string, MessageType> subject in subjects) WriteOperation(json, subject.Key);
            json.WriteEndObject();
            json.WriteStartObject("components");
            json.WriteStartObject("messages");
            foreach (MessageType type in MessageCatalogue.Types()) WriteMessage(json, type);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void WriteChannel(Utf8JsonWriter json, IGrouping<string, MessageType> subject)
    {
        json.WriteStartObject(NameOf(subject.Key));
        json.WriteString("address", subject.Key);
        json.WriteStartObject("messages");
        foreach (MessageType type in subject)
        {
            json.WriteStartObject(type.Name);
            json.WriteString("$ref", $"#/components/messages/{type.Name}");
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject("parameters");
        foreach (string parameter in subject.Key.Split('.').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}')))
        {
            json.WriteStartObject(parameter);
            json.WriteString("description", Meaning(parameter));
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteOperation(Utf8JsonWriter json, string subject)
    {
        bool comesIn = subject.StartsWith("ticks.raw", StringComparison.Ordinal) || subject.StartsWith("candles.external", StringComparison.Ordinal) || subject.StartsWith("control", StringComparison.Ordinal);
        json.WriteStartObject((comesIn ? "receive_" : "send_") + NameOf(subject));
        json.WriteString("action", comesIn ? "receive" : "send");
        json.WriteStartObject("channel");
        json.WriteString("$ref", $"#/channels/{NameOf(subject)}");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteMessage(Utf8JsonWriter json, MessageType type)
    {
        json.WriteStartObject(type.Name);
        json.WriteString("name", type.Name);
        json.WriteString("summary", type.Doc);
        json.WriteStartObject("payload");
        json.WriteString("schemaFormat", "application/schema+json;version=draft-07");
        json.WriteStartObject("schema");
        json.WriteString("$ref", $"./schemas/{type.Name}.schema.json");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary><c>market_structure.{symbol}.swing_point</c> as <c>market_structure_swing_point</c>.</summary>
    private static string NameOf(string subject) => string.Join('_', subject.Split('.').Where(part => !part.StartsWith('{')));

    private static string Meaning(string parameter) => parameter switch
    {
        "symbol" => "the instrument, each byte outside A-Za-z0-9_- as =XX in hexadecimal",
        "tf" => "the time frame, such as 5m",
        "id" => "the id of the node",
        "account" => "the account",
        "service" => "the service",
        _ => "the command",
    };
}
