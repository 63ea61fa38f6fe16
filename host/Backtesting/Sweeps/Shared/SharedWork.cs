using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pawl.Backtesting.Sweeps;
using Pawl.Host.Commands;
using Pawl.Types;

namespace Pawl.Host.Backtesting.Sweeps.Shared;

/// <summary>Sets that a worker is given.</summary>
/// <param name="Run">The process that gives them: figures of another one's sets are none of its own.</param>
/// <param name="Sets">The sets; empty where there are none now.</param>
/// <param name="Stretch">Over which stretch of the data; null for all of it.</param>
/// <param name="HasEnded">Whether all is done.</param>
internal sealed record GivenWork(string Run, IReadOnlyList<SharedSet> Sets, (Timestamp From, Timestamp To)? Stretch, bool HasEnded);

/// <summary>What those who share a sweep say to each other, as JSON on subjects that only the same sweep has.</summary>
internal static class SharedWork
{
    /// <summary>A worker wants sets.</summary>
    public const string Ask = "ask";

    /// <summary>A worker is there and computes.</summary>
    public const string Alive = "alive";

    /// <summary>A worker has figures.</summary>
    public const string Done = "done";

    /// <summary>A worker goes.</summary>
    public const string Leave = "leave";

    /// <summary>By this a sweep is known: everything that decides its figures, the content of its data included.</summary>
    public static string KeyOf(SweepPlan plan)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((string name, string text) in plan.Describe())
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\t{text}\n"));
        }

        foreach (string path in plan.Data.Files.Select(f => DataArgument.Split("--data", f).Path).Where(File.Exists))
        {
            using FileStream file = File.OpenRead(path);
            hash.AppendData(SHA256.HashData(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }

    public static string SubjectOf(string key, string word) => $"sweep.{key}.{word}";

    public static byte[] WriteAsk(string worker, int most) => Write(json =>
    {
        json.WriteString("worker", worker);
        json.WriteNumber("most", most);
    });

    public static byte[] WriteName(string worker) => Write(json => json.WriteString("worker", worker));

    public static byte[] WriteDone(string worker, GivenWork work, IReadOnlyList<string>[] figures) => Write(json =>
    {
        json.WriteString("worker", worker);
        json.WriteString("run", work.Run);
        json.WriteStartObject("figures");
        for (int i = 0; i < figures.Length; i++)
        {
            json.WriteStartArray(work.Sets[i].Id.ToString(CultureInfo.InvariantCulture));
            foreach (string cell in figures[i])
            {
                json.WriteStringValue(cell);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    });

    public static byte[] WriteGiven(GivenWork work) => Write(json =>
    {
        json.WriteString("run", work.Run);
        json.WriteBoolean("ended", work.HasEnded);
        if (work.Stretch is { } stretch)
        {
            json.WriteNumber("from", stretch.From.Nanoseconds);
            json.WriteNumber("to", stretch.To.Nanoseconds);
        }

        json.WriteStartObject("sets");
        foreach (SharedSet set in work.Sets)
        {
            json.WriteStartArray(set.Id.ToString(CultureInfo.InvariantCulture));
            foreach (int index in set.Point.Indices)
            {
                json.WriteNumberValue(index);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    });

    /// <exception cref="FormatException">It is none.</exception>
    public static GivenWork ReadGiven(ReadOnlyMemory<byte> message, ParameterSpace space) => Read(message, root => new GivenWork(
        root.GetProperty("run").GetString()!,
        [.. root.GetProperty("sets").EnumerateObject().Select(s => new SharedSet(long.Parse(s.Name, NumberStyles.None, CultureInfo.InvariantCulture), PointOf(s.Value, space)))],
        root.TryGetProperty("from", out JsonElement from) ? (new Timestamp(from.GetInt64()), new Timestamp(root.GetProperty("to").GetInt64())) : null,
        root.GetProperty("ended").GetBoolean()));

    /// <exception cref="FormatException">It is none.</exception>
    public static string ReadWorker(ReadOnlyMemory<byte> message) => Read(message, root => root.GetProperty("worker").GetString()!);

    /// <exception cref="FormatException">It is none.</exception>
    public static (string Worker, int Most) ReadAsk(ReadOnlyMemory<byte> message) => Read(message, root => (root.GetProperty("worker").GetString()!, Math.Clamp(root.GetProperty("most").GetInt32(), 1, 1024)));

    /// <exception cref="FormatException">It is none.</exception>
    public static (string Run, IReadOnlyList<(long Id, IReadOnlyList<string> Cells)> Figures) ReadDone(ReadOnlyMemory<byte> message) => Read(message, root => (
        root.GetProperty("run").GetString()!,
        (IReadOnlyList<(long, IReadOnlyList<string>)>)[.. root.GetProperty("figures").EnumerateObject().Select(f =>
            (long.Parse(f.Name, NumberStyles.None, CultureInfo.InvariantCulture), (IReadOnlyList<string>)[.. f.Value.EnumerateArray().Select(c => c.GetString()!)]))]));

    private static ParameterPoint PointOf(JsonElement indices, ParameterSpace space)
    {
        ImmutableArray<int> point = [.. indices.EnumerateArray().Select(i => i.GetInt32())];
        bool isKnown = point.Length == space.Parameters.Length && point.Index().All(p => p.Item >= 0 && p.Item < space.Parameters[p.Index].Values.Length);
        return isKnown ? new ParameterPoint(point) : throw new FormatException("a set that is none of this sweep");
    }

    private static T Read<T>(ReadOnlyMemory<byte> message, Func<JsonElement, T> read)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(message);
            return read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or OverflowException)
        {
            throw new FormatException($"no message of a sweep: {e.Message}", e);
        }
    }

    private static byte[] Write(Action<Utf8JsonWriter> fields)
    {
        ArrayBufferWriter<byte> to = new();
        using (Utf8JsonWriter json = new(to))
        {
            json.WriteStartObject();
            fields(json);
            json.WriteEndObject();
        }

        return to.WrittenSpan.ToArray();
    }
}
