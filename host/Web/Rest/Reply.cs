using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pawl.Host.Web.Rest;

/// <summary>An answer, whole.</summary>
/// <param name="Body">What is sent.</param>
/// <param name="ContentType">Its type.</param>
internal sealed record Reply(ReadOnlyMemory<byte> Body, string ContentType = "application/json")
{
    private static readonly JsonWriterOptions Layout = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 10_000 };

    public int Status { get; init; } = 200;

    /// <summary>Whether the same request may get the same answer again, so that it has an ETag.</summary>
    public bool IsRepeatable { get; init; } = true;

    /// <summary>How long browsers keep it; the default asks each time, by ETag.</summary>
    public string Caching { get; init; } = "no-cache";

    /// <summary>How the body is compressed; null where it is not.</summary>
    public string? Encoding { get; init; }

    /// <summary>The scripts and styles that a page may have; the default of those that are none.</summary>
    public string? Policy { get; init; }

    public static Reply Json(Action<Utf8JsonWriter> write, int status = 200, string type = "application/json")
    {
        using MemoryStream to = new();
        using (Utf8JsonWriter json = new(to, Layout))
        {
            write(json);
        }

        return new Reply(to.ToArray(), type) { Status = status };
    }

    public static Reply Of(Problem problem) => Json(
        json =>
        {
            json.WriteStartObject();
            json.WriteString("type", "about:blank");
            json.WriteString("title", problem.Title);
            json.WriteNumber("status", problem.Status);
            json.WriteString("detail", problem.Message);
            json.WriteEndObject();
        },
        problem.Status, "application/problem+json") with { IsRepeatable = false, Caching = "no-store" };

    /// <summary>A page of a list: <c>{"items":[…],"next":…}</c>.</summary>
    public static Reply Page(Action<Utf8JsonWriter> items, string? next = null) => Json(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("items");
        items(json);
        json.WriteEndArray();
        json.WriteString("next", next);
        json.WriteEndObject();
    });

    /// <summary>The page of a list whose items are JSON already.</summary>
    public static Reply Page(IEnumerable<ReadOnlyMemory<byte>> items, string? next) => Page(
        json =>
        {
            foreach (ReadOnlyMemory<byte> item in items)
            {
                json.WriteRawValue(item.Span, skipInputValidation: true);
            }
        },
        next);
}
