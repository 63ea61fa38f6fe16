using System.Text.Json;

namespace Pawl.Nats.JetStream;

/// <summary>How a stream is to be kept. Whatever is not said here is the server's business.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Subjects">What it takes.</param>
public sealed record StreamConfig(string Name, params string[] Subjects)
{
    /// <summary>How old a message may become; zero for any age.</summary>
    public TimeSpan MaxAge { get; init; }

    /// <summary>How many bytes it may hold; −1 for any number.</summary>
    public long MaxBytes { get; init; } = -1;

    /// <summary>How many messages it keeps of one subject; −1 for all.</summary>
    public long MaxPerSubject { get; init; } = -1;

    /// <summary>A full stream refuses what is new, and says so; else it forgets what is old.</summary>
    public bool RefusesWhenFull { get; init; }

    /// <summary>On how many servers it lies.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>How long an id of a message is remembered, to refuse it when it comes again.</summary>
    public TimeSpan DuplicateWindow { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Nobody can delete single messages of it, or empty it.</summary>
    public bool IsAppendOnly { get; init; }

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name", Name);
        json.WriteStartArray("subjects");
        Array.ForEach(Subjects, json.WriteStringValue);
        json.WriteEndArray();
        json.WriteString("retention", "limits");
        json.WriteString("storage", "file");
        json.WriteString("discard", RefusesWhenFull ? "new" : "old");
        json.WriteNumber("max_age", MaxAge.Ticks * TimeSpan.NanosecondsPerTick);
        json.WriteNumber("max_bytes", MaxBytes);
        json.WriteNumber("max_msgs_per_subject", MaxPerSubject);
        json.WriteNumber("num_replicas", Replicas);
        json.WriteNumber("duplicate_window", DuplicateWindow.Ticks * TimeSpan.NanosecondsPerTick);
        if (IsAppendOnly)
        {
            json.WriteBoolean("deny_delete", true);
            json.WriteBoolean("deny_purge", true);
        }

        json.WriteEndObject();
    }
}

/// <summary>What a stream holds.</summary>
/// <param name="Messages">How many messages.</param>
/// <param name="Bytes">How many bytes they take.</param>
/// <param name="First">The number of the first.</param>
/// <param name="Last">The number of the last; 0 when there never was one.</param>
/// <param name="Consumers">How many readers have a place in it.</param>
public sealed record StreamState(long Messages, long Bytes, long First, long Last, int Consumers);

/// <summary>A message of a stream.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="Subject">What it was published on.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Payload">Its content.</param>
public sealed record StreamMessage(long Sequence, string Subject, NatsHeaders Headers, ReadOnlyMemory<byte> Payload);
