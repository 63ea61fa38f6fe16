using System.Text.Json;
using Pawl.Host.Web.Rest;

namespace Pawl.Host.Services.Ingest;

/// <summary>What a sender is told of a batch.</summary>
/// <param name="Accepted">Ticks and quotes that the stream has now.</param>
/// <param name="Duplicates">Those that had come before.</param>
public sealed record IngestAnswer(int Accepted, int Duplicates)
{
    /// <summary>202; 200 where the whole batch was known.</summary>
    public int Status { get; init; } = 202;

    /// <summary>Those that came when their gap was permanent, and were left out.</summary>
    public int Late { get; init; }

    /// <summary>The number that comes next in the stream; null where nothing is numbered.</summary>
    public long? NextExpected { get; init; }

    /// <summary>The number of the batch; null where it has none.</summary>
    public long? Batch { get; init; }

    internal Reply ToReply() => Reply.Json(
        json =>
        {
            json.WriteStartObject();
            WriteFields(json);
            json.WriteEndObject();
        },
        Status) with { IsRepeatable = false, Caching = "no-store" };

    public void WriteFields(Utf8JsonWriter json)
    {
        json.WriteNumber("accepted", Accepted);
        json.WriteNumber("duplicates", Duplicates);
        if (Late > 0)
        {
            json.WriteNumber("late", Late);
        }

        if (NextExpected is { } next)
        {
            json.WriteNumber("nextExpected", next);
        }

        if (Batch is { } batch)
        {
            json.WriteNumber("batchSeq", batch);
        }
    }
}

/// <summary>Why a batch is refused, as a document of RFC 9457 with the word that senders go by.</summary>
internal static class IngestRefusal
{
    public static Reply ToReply(RefusedException refused) => Reply.Json(
        json =>
        {
            json.WriteStartObject();
            json.WriteString("type", "about:blank");
            json.WriteString("title", Problem.TitleOf(refused.Status));
            json.WriteNumber("status", refused.Status);
            WriteFields(json, refused);
            json.WriteEndObject();
        },
        refused.Status, "application/problem+json") with { IsRepeatable = false, Caching = "no-store" };

    public static void WriteFields(Utf8JsonWriter json, RefusedException refused)
    {
        json.WriteString("error", refused.Word);
        json.WriteString("detail", refused.Message);
        if (refused.NextExpected is { } next)
        {
            json.WriteNumber("nextExpected", next);
        }
    }
}
