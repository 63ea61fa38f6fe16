using System.Text.Json;

namespace Pawl.Host.Services.Ingest;

/// <summary>Numbers that have not come, and when that was seen (milliseconds since 1970).</summary>
public sealed record Hole(long First, long Last, long Seen);

/// <summary>How far a stream of numbered records has come. What is stored of it is what a gateway that is started anew goes on from.</summary>
public sealed record SenderState
{
    /// <summary>Holes of which it is known that they may still be filled; older ones are permanent.</summary>
    public const int MostHoles = 64;

    /// <summary>Numbers of records are below; what is above is the session, so that numbers rise from session to session.</summary>
    public const int NumberBits = 43;

    /// <summary>The largest number of a record.</summary>
    public const long LargestNumber = (1L << NumberBits) - 2;

    private const long LargestOrdinal = (1L << (62 - NumberBits)) - 1;

    /// <summary>The session that goes on; empty where nothing has come.</summary>
    public string Session { get; init; } = "";

    /// <summary>How many sessions there were before it.</summary>
    public long Ordinal { get; init; }

    /// <summary>The number that comes next.</summary>
    public long Next { get; init; }

    /// <summary>What was left out, oldest first.</summary>
    public IReadOnlyList<Hole> Holes { get; init; } = [];

    /// <summary>Whether something is missing before the tick or quote that comes next.</summary>
    public bool IsBroken { get; init; }

    /// <summary>The session before, and how far it came.</summary>
    public string Before { get; init; } = "";

    public long NextBefore { get; init; }

    /// <summary>The number by which the sequencer knows a record: rises over all sessions.</summary>
    public long NumberOf(long record) => (Ordinal << NumberBits) + record + 1;

    /// <summary>The state when a session begins.</summary>
    public SenderState Begin(string session) => new()
    {
        Session = session, Ordinal = Session.Length == 0 ? 0 : Math.Min(Ordinal + 1, LargestOrdinal), Before = Session, NextBefore = Next,
    };

    public byte[] Write()
    {
        using MemoryStream to = new();
        using (Utf8JsonWriter json = new(to))
        {
            json.WriteStartObject();
            json.WriteString("session", Session);
            json.WriteNumber("ordinal", Ordinal);
            json.WriteNumber("next", Next);
            json.WriteString("before", Before);
            json.WriteNumber("next_before", NextBefore);
            json.WriteBoolean("broken", IsBroken);
            json.WriteStartArray("holes");
            foreach (Hole hole in Holes)
            {
                json.WriteStartArray();
                json.WriteNumberValue(hole.First);
                json.WriteNumberValue(hole.Last);
                json.WriteNumberValue(hole.Seen);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return to.ToArray();
    }

    /// <exception cref="JsonException">It is none.</exception>
    public static SenderState Read(ReadOnlyMemory<byte> stored)
    {
        using JsonDocument document = JsonDocument.Parse(stored);
        JsonElement root = document.RootElement;
        return new SenderState
        {
            Session = root.GetProperty("session").GetString()!,
            Ordinal = root.GetProperty("ordinal").GetInt64(),
            Next = root.GetProperty("next").GetInt64(),
            Before = root.GetProperty("before").GetString()!,
            NextBefore = root.GetProperty("next_before").GetInt64(),
            IsBroken = root.TryGetProperty("broken", out JsonElement broken) && broken.GetBoolean(),
            Holes = [.. root.GetProperty("holes").EnumerateArray().Select(h => new Hole(h[0].GetInt64(), h[1].GetInt64(), h[2].GetInt64()))],
        };
    }
}
