using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Pawl.Nats.JetStream;

/// <summary>The streams of a server, by its requests in JSON.</summary>
/// <param name="connection">The connection.</param>
/// <param name="patience">How long an answer may take.</param>
public sealed partial class JetStreamApi(NatsConnection connection, TimeSpan patience)
{
    public NatsConnection Connection => connection;

    /// <summary>Asks, and gives the answer.</summary>
    /// <exception cref="JetStreamException">The server refuses.</exception>
    /// <exception cref="NatsException">The connection is lost, or JetStream does not answer.</exception>
    public async Task<JsonElement> AskAsync(string subject, Action<Utf8JsonWriter>? body = null, CancellationToken cancel = default)
    {
        NatsMessage answer;
        try
        {
            answer = await connection.RequestAsync("$JS.API." + subject, body is null ? default : Json(body), patience, default, cancel);
        }
        catch (NoRespondersException e)
        {
            throw new NatsException("the server has no JetStream for this user", e);
        }

        JsonElement root = Parse(answer.Payload);
        if (root.TryGetProperty("error", out JsonElement error))
        {
            throw Refusal(error);
        }

        return root;
    }

    /// <summary>What a stream holds; null when there is no such stream.</summary>
    public async Task<StreamState?> StateAsync(string stream, CancellationToken cancel = default)
    {
        try
        {
            return StateOf(await AskAsync("STREAM.INFO." + stream, cancel: cancel));
        }
        catch (JetStreamException e) when (e.Code == JetStreamException.StreamNotFound)
        {
            return null;
        }
    }

    /// <summary>The entries of a list, which the server gives in pieces.</summary>
    /// <param name="subject">What to ask, such as <c>STREAM.NAMES</c>.</param>
    /// <param name="list">The field that holds the entries.</param>
    /// <param name="cancel">Ends it.</param>
    public async IAsyncEnumerable<JsonElement> ListAsync(string subject, string list, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        for (int read = 0; ;)
        {
            int offset = read;
            JsonElement piece = await AskAsync(subject, json => Object(json, fields => fields.WriteNumber("offset", offset)), cancel);
            JsonElement[] entries = piece.TryGetProperty(list, out JsonElement found) && found.ValueKind == JsonValueKind.Array ? [.. found.EnumerateArray()] : [];
            foreach (JsonElement entry in entries)
            {
                yield return entry;
            }

            read += entries.Length;
            if (entries.Length == 0 || read >= piece.GetProperty("total").GetInt64())
            {
                yield break;
            }
        }
    }

    /// <summary>Removes a message of a stream.</summary>
    /// <exception cref="JetStreamException">It is not there, or the stream keeps everything.</exception>
    public Task RemoveAsync(string stream, long sequence, CancellationToken cancel = default) =>
        AskAsync("STREAM.MSG.DELETE." + stream, json => Object(json, fields => fields.WriteNumber("seq", sequence)), cancel);

    /// <summary>The subjects of which a stream holds messages, in the order of their names.</summary>
    /// <exception cref="NatsException">There is no such stream, or it holds more subjects than the server tells at once.</exception>
    public async Task<IReadOnlyList<string>> SubjectsAsync(string stream, CancellationToken cancel = default)
    {
        JsonElement info = await AskAsync("STREAM.INFO." + stream, json => Object(json, fields => fields.WriteString("subjects_filter", ">")), cancel);
        string[] names = info.GetProperty("state").TryGetProperty("subjects", out JsonElement subjects) ? [.. subjects.EnumerateObject().Select(s => s.Name).Order(StringComparer.Ordinal)] : [];
        return !info.TryGetProperty("total", out JsonElement total) || total.GetInt64() <= names.Length
            ? names
            : throw new NatsException($"stream {stream} holds {total.GetInt64()} subjects, and the server tells {names.Length} at once");
    }

    /// <summary>
    /// Makes sure that a stream is there and is kept as asked. What the server says of it is compared with what was asked, field by
    /// field: older servers pass over in silence what they do not know.
    /// </summary>
    /// <exception cref="NatsException">It is kept otherwise; the message names each field, with both values.</exception>
    public async Task<StreamState> EnsureAsync(StreamConfig config, CancellationToken cancel = default)
    {
        JsonElement info;
        try
        {
            info = await AskAsync("STREAM.INFO." + config.Name, cancel: cancel);
        }
        catch (JetStreamException e) when (e.Code == JetStreamException.StreamNotFound)
        {
            // Two that create the same stream at once both succeed.
            info = await AskAsync("STREAM.CREATE." + config.Name, config.Write, cancel);
        }

        string[] differences = [.. DifferencesOf(Parse(Json(config.Write)), info.GetProperty("config"))];
        return differences.Length == 0
            ? StateOf(info)
            : throw new StreamDiffersException($"stream {config.Name} is kept otherwise than asked: {string.Join("; ", differences)}");
    }

    /// <summary>A message of a stream, by its number; null when it is not there.</summary>
    public async Task<StreamMessage?> MessageAsync(string stream, long sequence, CancellationToken cancel = default) =>
        await MessageAsync(stream, json => json.WriteNumber("seq", sequence), cancel);

    /// <summary>The newest message of a stream on a subject; null when there is none.</summary>
    public async Task<StreamMessage?> NewestAsync(string stream, string subject, CancellationToken cancel = default) =>
        await MessageAsync(stream, json => json.WriteString("last_by_subj", subject), cancel);

    private async Task<StreamMessage?> MessageAsync(string stream, Action<Utf8JsonWriter> which, CancellationToken cancel)
    {
        try
        {
            JsonElement message = (await AskAsync("STREAM.MSG.GET." + stream, json => Object(json, which), cancel)).GetProperty("message");
            return new StreamMessage(
                message.GetProperty("seq").GetInt64(),
                message.GetProperty("subject").GetString()!,
                new NatsHeaders(message.TryGetProperty("hdrs", out JsonElement headers) ? headers.GetBytesFromBase64() : default(ReadOnlyMemory<byte>)),
                message.TryGetProperty("data", out JsonElement data) ? data.GetBytesFromBase64() : default(ReadOnlyMemory<byte>));
        }
        catch (JetStreamException e) when (e.Code == JetStreamException.NoMessage)
        {
            return null;
        }
    }

    internal static JsonElement Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 16 });
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new NatsException("JetStream answered something that is no JSON", e);
        }
    }

    internal static JetStreamException Refusal(JsonElement error) => new(
        error.TryGetProperty("err_code", out JsonElement code) ? code.GetInt32() : error.GetProperty("code").GetInt32(),
        error.TryGetProperty("description", out JsonElement words) ? words.GetString()! : "no reason given");

    private static byte[] Json(Action<Utf8JsonWriter> body)
    {
        using MemoryStream text = new();
        using (Utf8JsonWriter json = new(text))
        {
            body(json);
        }

        return text.ToArray();
    }

    private static void Object(Utf8JsonWriter json, Action<Utf8JsonWriter> content)
    {
        json.WriteStartObject();
        content(json);
        json.WriteEndObject();
    }

    private static StreamState StateOf(JsonElement info)
    {
        JsonElement state = info.GetProperty("state");
        return new StreamState(
            state.GetProperty("messages").GetInt64(),
            state.GetProperty("bytes").GetInt64(),
            state.GetProperty("first_seq").GetInt64(),
            state.GetProperty("last_seq").GetInt64(),
            state.GetProperty("consumer_count").GetInt32());
    }

    private static IEnumerable<string> DifferencesOf(JsonElement asked, JsonElement said)
    {
        foreach (JsonProperty field in asked.EnumerateObject())
        {
            if (!said.TryGetProperty(field.Name, out JsonElement value))
            {
                // A server leaves out what is false or nothing.
                if (field.Value.ValueKind is not JsonValueKind.False && field.Value.GetRawText() is not ("0" or "[]" or "\"\""))
                {
                    yield return $"{field.Name} is not known to it (asked: {field.Value.GetRawText()})";
                }
            }
            else if (!JsonElement.DeepEquals(field.Value, value))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{field.Name} is {value.GetRawText()} (asked: {field.Value.GetRawText()})");
            }
        }
    }
}
