using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pawl.Types;

namespace Pawl.Host.Web.Live;

/// <summary>A message to clients, made once and shared by all that get it.</summary>
/// <param name="Text">As it is sent.</param>
/// <param name="Stream">What newer frames take its place; null where none may, as every one of them counts.</param>
public sealed record Frame(ReadOnlyMemory<byte> Text, object? Stream = null)
{
    private static readonly JsonWriterOptions Layout = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 64 };

    /// <summary>The frame of a message: <c>{"channel":…,"data":…,"ts":…}</c>.</summary>
    /// <param name="line">A canonical line, without its line feed.</param>
    /// <param name="replay">The session that is replayed; null of what is live.</param>
    /// <param name="isWhatIf">Whether it is of another version of the pipeline beside that session.</param>
    public static Frame Of(string channel, ReadOnlySpan<byte> line, object? stream, string? replay = null, bool isWhatIf = false)
    {
        Utf8Buffer text = new(line.Length + 128);
        text.Write("{\"channel\":"u8);
        text.WriteJsonString(channel);
        text.Write(",\"data\":"u8);
        text.Write(line);
        WriteReplay(text, replay, isWhatIf);
        text.Write(",\"ts\":\""u8);
        text.Write(Now());
        text.Write("\"}"u8);
        return new Frame(text.Written.ToArray(), stream);
    }

    /// <summary>The state of a channel: <c>{"type":"state","channel":…,"items":[…]}</c>.</summary>
    public static Frame State(string channel, IEnumerable<ReadOnlyMemory<byte>> lines, string? replay = null, bool isWhatIf = false)
    {
        Utf8Buffer text = new(1024);
        text.Write("{\"type\":\"state\",\"channel\":"u8);
        text.WriteJsonString(channel);
        text.Write(",\"items\":["u8);
        bool isFirst = true;
        foreach (ReadOnlyMemory<byte> line in lines)
        {
            text.Write(isFirst ? ""u8 : ","u8);
            text.Write(line.Span);
            isFirst = false;
        }

        text.WriteByte((byte)']');
        WriteReplay(text, replay, isWhatIf);
        text.Write(",\"ts\":\""u8);
        text.Write(Now());
        text.Write("\"}"u8);
        return new Frame(text.Written.ToArray());
    }

    /// <summary>A frame of another type.</summary>
    public static Frame Typed(string type, Action<Utf8JsonWriter> write, object? stream = null)
    {
        using MemoryStream to = new();
        using (Utf8JsonWriter json = new(to, Layout))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            write(json);
            json.WriteString("ts", Now().ToString());
            json.WriteEndObject();
        }

        return new Frame(to.ToArray(), stream);
    }

    public static Frame Error(string detail) => Typed("error", json => json.WriteString("detail", detail));

    /// <summary>The wall clock, for what clients are told beside the messages: nothing of it enters a log.</summary>
    public static Timestamp Now() => new((DateTime.UtcNow - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick);

    public override string ToString() => Encoding.UTF8.GetString(Text.Span);

    private static void WriteReplay(Utf8Buffer text, string? replay, bool isWhatIf)
    {
        if (replay is not null)
        {
            text.Write(",\"replay\":"u8);
            text.WriteJsonString(replay);
            text.Write(isWhatIf ? ",\"what_if\":true"u8 : ""u8);
        }
    }
}
