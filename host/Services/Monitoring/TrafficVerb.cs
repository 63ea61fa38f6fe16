using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pawl.Host.Commands;
using Pawl.Host.Configuration;
using Pawl.Host.Configuration.Settings;
using Pawl.Host.Web.Live;
using Pawl.Ingestion;
using Pawl.Nats;

namespace Pawl.Host.Services.Monitoring;

/// <summary><c>pawl monitor nats traffic</c>: messages as they come, decoded.</summary>
internal static class TrafficVerb
{
    private const int Waiting = 64 * 1024;
    private const int MostSubjects = 30;
    private const int LongestLine = 2000;

    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Verb Create()
    {
        SettingOptions settings = new();
        Argument<string> pattern = new("PATTERN") { Description = "Which subjects: tokens with points between them, '*' for any token, '>' at the end for the rest. All by default.", DefaultValueFactory = _ => ">" };
        Option<string[]> where = new("--where") { Description = "Only messages whose field meets this, such as type=tick or data.price>5000 (=, !=, <, >); may be repeated.", HelpName = "FIELD=VALUE" };
        Option<bool> inside = new("--inside") { Description = "Of the system's own account: the records of the logs, decoded; by default of the account that other programs see." };
        Option<bool> rates = new("--rates") { Description = "Print no messages, but at the end how many came on which subject, and how large they were." };
        ParsedOption<TimeSpan> duration = Options.Parsed<TimeSpan>("--for", "TIME", "End after this time, such as 10s or 5m; without it Ctrl-C ends it.", SimulatedOptions.DurationOf, "write a time such as 90s, 10m or 8h");
        ParsedOption<int> count = Options.WholeNumber("--count", "End after so many messages.", 1, int.MaxValue);
        Option<bool> json = new("--json") { Description = "Print each message as a line of JSON." };
        Verb verb = new("traffic", "Print messages as they come, decoded, and how many there are.")
        {
            Json =
            [
                new("subject", "what it came on"),
                new("bytes", "the size of its content"),
                new("lines[]", "what it says; messages of the catalogue as they are"),
            ],
            Examples = ["pawl monitor nats traffic", "pawl monitor nats traffic 'strategies.signals.*'", "pawl monitor nats traffic 'ticks.raw.ES' --where 'data.size>100'", "pawl monitor nats traffic --rates --for 10s"],
        };
        verb.Add(pattern);
        foreach (Option option in (Option[])[where, inside, rates, duration, count, json])
        {
            verb.Add(option);
        }

        settings.AddTo(verb);
        verb.SetAction(parsed =>
        {
            Request request = new(
                PatternOf(parsed.GetValue(pattern)!), [.. (parsed.GetValue(where) ?? []).Select(FilterOf)], parsed.GetValue(inside), parsed.GetValue(rates), parsed.GetValue(count) ?? int.MaxValue, parsed.GetValue(json));
            SettingValues values = settings.Read(parsed);
            NatsOptions account = request.Inside ? NatsSettings.Of(values, "monitor").Internal! : NatsSettings.OfBorder(values, "monitor").External;
            using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Interruption.Token);
            if (parsed.GetValue(duration) is { } length)
            {
                stop.CancelAfter(length);
            }

            MonitorCommand.Run(() => WatchAsync(account, request, stop.Token));
            return 0;
        });
        return verb;
    }

    private sealed record Request(SubjectPattern Pattern, IReadOnlyList<FieldFilter> Where, bool Inside, bool Rates, int Count, bool Json);

    private static SubjectPattern PatternOf(string text) =>
        SubjectPattern.TryParse(text, out string mistake) ?? throw new UsageException($"PATTERN {Shown.Of(text)}: {mistake}");

    private static FieldFilter FilterOf(string text) =>
        FieldFilter.TryParse(text) ?? throw new UsageException($"--where {Shown.Of(text)}: write a field, =, !=, < or >, and a value, such as data.price>5000");

    private static async Task WatchAsync(NatsOptions account, Request request, CancellationToken stop)
    {
        TrafficCounts counts = new();
        await using NatsConnection connection = await NatsConnection.ConnectAsync(account, stop);
        await using NatsSubscription coming = connection.Subscribe(request.Pattern.Text, Waiting);
        await connection.FlushAsync(stop);
        await Console.Error.WriteLineAsync($"watching {request.Pattern.Text} of {(request.Inside ? "the system's own account" : "the account that other programs see")}");
        Stopwatch since = Stopwatch.StartNew();
        await using StreamWriter output = new(Console.OpenStandardOutput(), new UTF8Encoding(false));
        try
        {
            while (counts.Messages < request.Count)
            {
                if (!coming.TryNext(out NatsMessage? message))
                {
                    await output.FlushAsync(stop);
                    message = await coming.NextAsync(stop);
                }

                Take(message!, request, counts, output);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // It was told to.
        }

        await output.FlushAsync(CancellationToken.None);
        TextWriter summary = request.Rates ? output : Console.Error;
        foreach (string line in counts.Table(since.Elapsed.TotalSeconds, MostSubjects))
        {
            await summary.WriteLineAsync(line);
        }
    }

    private static void Take(NatsMessage message, Request request, TrafficCounts counts, TextWriter output)
    {
        // Questions to the server and their answers are no traffic of the system.
        if (message.Subject.StartsWith('$') || message.Subject.StartsWith("_INBOX.", StringComparison.Ordinal))
        {
            return;
        }

        ReadOnlyMemory<byte>[] lines = [.. TrafficLines.Of(message.Subject, message.Payload).Where(line => request.Where.All(w => w.Matches(line)))];
        if (lines.Length == 0 && request.Where.Count > 0)
        {
            return;
        }

        counts.Add(message.Subject, message.Payload.Length);
        if (request.Rates)
        {
            return;
        }

        if (request.Json)
        {
            output.WriteLine(JsonOf(message, lines));
        }
        else
        {
            foreach (ReadOnlyMemory<byte> line in lines)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Shown.Plain(message.Subject, LongestLine)}  {Shown.Plain(Encoding.UTF8.GetString(line.Span), LongestLine)}"));
            }
        }
    }

    private static string JsonOf(NatsMessage message, ReadOnlyMemory<byte>[] lines)
    {
        using MemoryStream text = new();
        using (Utf8JsonWriter json = new(text, OneLine))
        {
            json.WriteStartObject();
            json.WriteString("subject", message.Subject);
            json.WriteNumber("bytes", message.Payload.Length);
            json.WriteStartArray("lines");
            foreach (ReadOnlyMemory<byte> line in lines)
            {
                if (IsJson(line))
                {
                    json.WriteRawValue(line.Span, skipInputValidation: true);
                }
                else
                {
                    json.WriteStringValue(Encoding.UTF8.GetString(line.Span));
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    private static bool IsJson(ReadOnlyMemory<byte> line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 32 });
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
