using System.Text.Json;
using Pawl.Host.Configuration;
using Pawl.Types;

namespace Pawl.Host.Web;

/// <summary>What a client of the WebSocket asks for. What it does not know is refused.</summary>
public sealed record ClientMessage(string Op)
{
    private static readonly string[] Fields = ["op", "channels", "since", "session", "action", "by", "to", "speed", "pipeline", "set"];

    /// <summary>What a replay can be told.</summary>
    private static readonly string[] Actions = ["open", "play", "pause", "step", "seek", "speed", "close"];

    /// <summary>How many parameters may be tried at once.</summary>
    private const int MostParameters = 64;

    private static readonly string[] Steps = ["event", "bar", "signal"];

    public IReadOnlyList<string> Channels { get; private init; } = [];

    /// <summary>The last ids that the client has, one for each log.</summary>
    public IReadOnlyList<OutputId> Since { get; private init; } = [];

    public string Session { get; private init; } = "";

    public string Action { get; private init; } = "";

    /// <summary>The pipeline that a session is to be tried with; empty for its own.</summary>
    public string Pipeline { get; private init; } = "";

    /// <summary>Parameters that are to be tried, as NODE.PARAMETER and the text of the value.</summary>
    public IReadOnlyList<(string Path, string Value)> Set { get; private init; } = [];

    public string By { get; private init; } = "event";

    public Timestamp? To { get; private init; }

    public double? Speed { get; private init; }

    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static ClientMessage Read(ReadOnlyMemory<byte> text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 4, AllowDuplicateProperties = false });
            return Read(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new FormatException($"the message is not JSON (at byte {e.BytePositionInLine ?? 0}), or nested too deep; write {{\"op\":\"subscribe\",\"channels\":[\"strategies.>\"]}}", e);
        }
    }

    private static ClientMessage Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("the message is no JSON object; write {\"op\":\"subscribe\",\"channels\":[\"strategies.>\"]}");
        }

        if (root.EnumerateObject().Select(p => p.Name).FirstOrDefault(n => !Fields.Contains(n, StringComparer.Ordinal)) is { } unknown)
        {
            throw new FormatException($"unknown field {Shown.Of(unknown)}; there are {string.Join(", ", Fields)}");
        }

        string op = OneOf(root, "op", ["subscribe", "unsubscribe", "replay"]) ?? throw new FormatException("op is missing; write subscribe, unsubscribe or replay");
        ClientMessage message = new(op)
        {
            Channels = Texts(root, "channels"),
            Since = [.. Texts(root, "since").Select(t => OutputId.TryParse(t, out OutputId id) ? id : throw new FormatException($"since {Shown.Of(t)}: write ids as metadata.id has them, such as ES:2852:3"))],
            Session = Texts(root, "session") is [var session] ? session : "",
            Action = OneOf(root, "action", Actions) ?? "",
            By = OneOf(root, "by", Steps) ?? "event",
            To = Texts(root, "to") is [var to] ? TimeOf(to) : null,
            Speed = SpeedOf(root),
            Pipeline = Texts(root, "pipeline") is [var pipeline] ? pipeline : "",
            Set = SetOf(root),
        };
        return op != "replay" || message.Action.Length > 0 ? message : throw new FormatException($"action is missing; write one of {string.Join(", ", Actions)}");
    }

    private static double? SpeedOf(JsonElement root) => !root.TryGetProperty("speed", out JsonElement speed) ? null
        : speed.ValueKind == JsonValueKind.Number && speed.TryGetDouble(out double value) && value is > 0 and <= 1_000_000 ? value
        : throw new FormatException($"speed {Shown.Of(speed.GetRawText())}: write a number above 0 and up to 1000000");

    private static (string, string)[] SetOf(JsonElement root)
    {
        if (!root.TryGetProperty("set", out JsonElement set))
        {
            return [];
        }

        if (set.ValueKind != JsonValueKind.Object || set.GetPropertyCount() > MostParameters)
        {
            throw new FormatException($"set {Shown.Of(set.GetRawText())}: write at most {MostParameters} parameters, such as {{\"fast.period\":9}}");
        }

        return [.. set.EnumerateObject().Select(p => (p.Name, p.Value.ValueKind switch
        {
            JsonValueKind.String => p.Value.GetString()!,
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => p.Value.GetRawText(),
            _ => throw new FormatException($"set {Shown.Of(p.Name)}: {Shown.Of(p.Value.GetRawText())} is no value; write a number, a string, true or false"),
        }))];
    }

    private static Timestamp TimeOf(string text) => Timestamp.TryParse(System.Text.Encoding.UTF8.GetBytes(text), out Timestamp time) ? time
        : throw new FormatException($"to {Shown.Of(text)}: write a time like 2026-01-05T15:00:00Z");

    private static string? OneOf(JsonElement root, string name, string[] words)
    {
        if (!root.TryGetProperty(name, out JsonElement value))
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String && words.Contains(value.GetString(), StringComparer.Ordinal) ? value.GetString()
            : throw new FormatException($"{name} {Shown.Of(value.GetRawText())}: write {string.Join(", ", words[..^1])} or {words[^1]}");
    }

    /// <summary>A string, or a list of strings.</summary>
    private static string[] Texts(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out JsonElement value))
        {
            return [];
        }

        JsonElement[] all = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
        return [.. all.Select(v => v.ValueKind == JsonValueKind.String ? v.GetString()! : throw new FormatException($"{name} {Shown.Of(v.GetRawText())}: write a string, or a list of strings"))];
    }
}
