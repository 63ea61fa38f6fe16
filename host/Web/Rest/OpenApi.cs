using System.Text.Encodings.Web;
using System.Text.Json;
using Pawl.Host.Commands;

namespace Pawl.Host.Web.Rest;

/// <summary>The OpenAPI document, made of <see cref="Endpoints.All"/>.</summary>
internal static class OpenApi
{
    private static readonly Lazy<Reply> Made = new(() => new Reply(Write(indented: false)));

    public static Reply Document => Made.Value;

    /// <summary>The document as a file.</summary>
    public static ReadOnlyMemory<byte> Write(bool indented)
    {
        using MemoryStream to = new();
        using (Utf8JsonWriter json = new(to, new JsonWriterOptions { Indented = indented, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            Write(json);
        }

        return to.ToArray();
    }

    private static void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("openapi", "3.1.0");
        json.WriteStartObject("info");
        json.WriteString("title", "Pawl");
        json.WriteString("version", VersionAction.Number);
        json.WriteString("description", "Everything that 'pawl run --serve' and 'pawl demo' tell by HTTP. Messages are those of the catalogue: 'pawl types schema' has their JSON Schemas.");
        json.WriteEndObject();
        json.WriteStartArray("servers");
        json.WriteStartObject();
        json.WriteString("url", Endpoints.Root);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("paths");
        foreach (IGrouping<string, Endpoint> path in Endpoints.All.GroupBy(e => e.Path, StringComparer.Ordinal))
        {
            json.WriteStartObject(path.Key);
            foreach (Endpoint endpoint in path)
            {
                json.WriteStartObject(endpoint.Method.ToLowerInvariant());
                Write(json, endpoint);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        WriteComponents(json);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Endpoint endpoint)
    {
        json.WriteString("operationId", endpoint.Method.ToLowerInvariant() + endpoint.Path.Replace('/', '_').Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal).Replace('-', '_'));
        json.WriteString("summary", endpoint.Summary);
        json.WriteStartArray("tags");
        json.WriteStringValue(endpoint.Group);
        json.WriteEndArray();
        json.WriteString("description", endpoint.NeedsText);
        json.WriteStartArray("parameters");
        foreach (Parameter parameter in endpoint.InPath)
        {
            Write(json, parameter, "path");
        }

        foreach (Parameter parameter in endpoint.Query)
        {
            Write(json, parameter, "query");
        }

        json.WriteEndArray();
        if (!endpoint.Body.IsEmpty)
        {
            json.WriteStartObject("requestBody");
            json.WriteBoolean("required", true);
            WriteContent(json, "application/json", () => WriteObject(json, [.. endpoint.Body.Select(p => (p.Name, p.Meaning))], [.. endpoint.Body.Where(p => p.IsRequired).Select(p => p.Name)]));
            json.WriteEndObject();
        }

        json.WriteStartObject("responses");
        json.WriteStartObject("200");
        json.WriteString("description", "It is there.");
        WriteAnswer(json, endpoint.Answer);
        json.WriteEndObject();
        json.WriteStartObject("default");
        json.WriteString("description", "It is not; the detail says why and what to do.");
        WriteContent(json, "application/problem+json", () => WriteReference(json, "problem"));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Parameter parameter, string place)
    {
        json.WriteStartObject();
        json.WriteString("name", parameter.Name);
        json.WriteString("in", place);
        json.WriteBoolean("required", parameter.IsRequired || place == "path");
        json.WriteString("description", parameter.Meaning);
        json.WriteStartObject("schema");
        json.WriteString("type", parameter.Type);
        if (!parameter.Words.IsEmpty)
        {
            json.WriteStartArray("enum");
            foreach (string word in parameter.Words)
            {
                json.WriteStringValue(word);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        if (parameter.Example is not null)
        {
            json.WriteString("example", parameter.Example);
        }

        json.WriteEndObject();
    }

    private static void WriteAnswer(Utf8JsonWriter json, Answer answer)
    {
        if (answer.Kind == AnswerKind.File)
        {
            WriteContent(json, "application/octet-stream", () =>
            {
                json.WriteStartObject();
                json.WriteEndObject();
            });
            return;
        }

        WriteContent(json, "application/json", () =>
        {
            if (answer.Kind == AnswerKind.Object)
            {
                WriteObject(json, answer.Fields, []);
                return;
            }

            json.WriteStartObject();
            json.WriteString("type", "object");
            json.WriteStartObject("properties");
            json.WriteStartObject("items");
            json.WriteString("type", "array");
            json.WritePropertyName("items");
            if (answer.Kind == AnswerKind.Envelopes)
            {
                WriteReference(json, "envelope");
            }
            else
            {
                WriteObject(json, answer.Fields, []);
            }

            json.WriteEndObject();
            json.WriteStartObject("next");
            json.WriteStartArray("type");
            json.WriteStringValue("string");
            json.WriteStringValue("null");
            json.WriteEndArray();
            json.WriteString("description", "'cursor' of the next page; null at the end");
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    private static void WriteComponents(Utf8JsonWriter json)
    {
        json.WriteStartObject("components");
        json.WriteStartObject("securitySchemes");
        json.WriteStartObject("key");
        json.WriteString("type", "http");
        json.WriteString("scheme", "bearer");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("schemas");
        json.WritePropertyName("envelope");
        WriteObject(json,
            [("symbol", "the instrument"), ("timestamp", "when it became known; of a candle its start"), ("timeframe", "the time frame, or tick"), ("type", "the type of the message, such as candle"), ("data", "as the JSON Schema of the type says"), ("metadata", "version, id, node, confirmed")],
            ["symbol", "timestamp", "timeframe", "type", "data", "metadata"]);
        json.WritePropertyName("problem");
        WriteObject(json, [("type", "about:blank"), ("title", "what kind of failure"), ("status", "the HTTP status"), ("detail", "what is wrong, and what to do")], ["title", "status", "detail"]);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("security");
        json.WriteStartObject();
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteStartArray("key");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteObject(Utf8JsonWriter json, (string Name, string Meaning)[] fields, string[] required)
    {
        json.WriteStartObject();
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        foreach ((string name, string meaning) in fields)
        {
            json.WriteStartObject(name);
            json.WriteString("description", meaning);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        if (required.Length > 0)
        {
            json.WriteStartArray("required");
            Array.ForEach(required, json.WriteStringValue);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteReference(Utf8JsonWriter json, string schema)
    {
        json.WriteStartObject();
        json.WriteString("$ref", "#/components/schemas/" + schema);
        json.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter json, string type, Action schema)
    {
        json.WriteStartObject("content");
        json.WriteStartObject(type);
        json.WritePropertyName("schema");
        schema();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
