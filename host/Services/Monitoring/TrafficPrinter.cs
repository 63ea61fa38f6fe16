using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pawl.Host.Commands;
using Pawl.Host.Configuration;
using Pawl.Ingestion;

namespace Pawl.Host.Services.Monitoring;

/// <summary>A message that came, as it is shown.</summary>
/// <param name="Subject">What it came on.</param>
/// <param name="Content">What it holds.</param>
internal readonly record struct TrafficMessage(string Subject, ReadOnlyMemory<byte> Content);

/// <summary>Prints messages as they come, those that were asked for, and counts them: the same for every server.</summary>
internal sealed class TrafficPrinter
{
    private const int MostSubjects = 30;
    private const int LongestLine = 2000;

    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Option<string[]> where = new("--where") { Description = "Only messages whose field meets this, such as type=tick or data.price>5000 (=, !=, <, >); may be repeated.", HelpName = "FIELD=VALUE" };
    private readonly Option<bool> rates = new("--rates") { Description = "Print no messages, but at the end how many came on which subject, and how large they were." };
    private readonly ParsedOption<TimeSpan> duration = Options.Parsed<TimeSpan>("--for", "TIME", "End after this time, such as 10s or 5m; without it Ctrl-C ends it.", SimulatedOptions.DurationOf, "write a time such as 90s, 10m or 8h");
    private readonly ParsedOption<int> count = Options.WholeNumber("--count", "End after so many messages.", 1, int.MaxValue);
    private readonly Option<bool> json = new("--json") { Description = "Print each message as a line of JSON." };

    private sealed record Request(IReadOnlyList<FieldFilter> Where, bool Rates, int Count, bool Json, TimeSpan? Duration);

    /// <summary>What it prints with <c>--json</c>.</summary>
    public static IReadOnlyList<JsonField> Fields { get; } =
    [
        new("subject", "what it came on"),
        new("bytes", "the size of its content"),
        new("lines[]", "what it says; messages of the catalogue as they are"),
    ];

    /// <param name="verb">Takes its options.</param>
    /// <param name="own">Options of the verb itself, which help lists behind the first.</param>
    public void AddTo(Verb verb, params Option[] own)
    {
        foreach (Option option in (Option[])[where, .. own, rates, duration, count, json])
        {
            verb.Add(option);
        }
    }

    /// <summary>Prepares watching, with what the command line says.</summary>
    /// <exception cref="UsageException">It contradicts itself.</exception>
    public Func<Func<Watching, CancellationToken, Task>, Task> Read(ParseResult parsed)
    {
        Request request = new([.. (parsed.GetValue(where) ?? []).Select(FilterOf)], parsed.GetValue(rates), parsed.GetValue(count) ?? int.MaxValue, parsed.GetValue(json), parsed.GetValue(duration));
        return watch => RunAsync(request, watch);
    }

    /// <summary>Takes what comes, until it has enough.</summary>
    /// <param name="tryNext">The next message, where there is one.</param>
    /// <param name="wait">Waits for the next one.</param>
    /// <param name="linesOf">What a message says.</param>
    internal delegate Task Watching(Func<TrafficMessage?> tryNext, Func<CancellationToken, Task<TrafficMessage>> wait, Func<TrafficMessage, IEnumerable<ReadOnlyMemory<byte>>> linesOf);

    private static FieldFilter FilterOf(string text) =>
        FieldFilter.TryParse(text) ?? throw new UsageException($"--where {Shown.Of(text)}: write a field, =, !=, < or >, and a value, such as data.price>5000");

    private static async Task RunAsync(Request request, Func<Watching, CancellationToken, Task> watch)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Interruption.Token);
        if (request.Duration is { } length)
        {
            stop.CancelAfter(length);
        }

        TrafficCounts counts = new();
        Stopwatch since = Stopwatch.StartNew();
        await using StreamWriter output = new(Console.OpenStandardOutput(), new UTF8Encoding(false));
        try
        {
            await watch(
                async (tryNext, wait, linesOf) =>
                {
                    since.Restart();
                    while (counts.Messages < request.Count)
                    {
                        TrafficMessage? message = tryNext();
                        if (message is null)
                        {
                            await output.FlushAsync(stop.Token);
                            message = await wait(stop.Token);
                        }

                        Take(message.Value, linesOf(message.Value), request, counts, output);
                    }
                },
                stop.Token);
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

    private static void Take(TrafficMessage message, IEnumerable<ReadOnlyMemory<byte>> said, Request request, TrafficCounts counts, TextWriter output)
    {
        ReadOnlyMemory<byte>[] lines = [.. said.Where(line => request.Where.All(w => w.Matches(line)))];
        if (lines.Length == 0 && request.Where.Count > 0)
        {
            return;
        }

        counts.Add(message.Subject, message.Content.Length);
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

    private static string JsonOf(TrafficMessage message, ReadOnlyMemory<byte>[] lines)
    {
        using MemoryStream text = new();
        using (Utf8JsonWriter to = new(text, OneLine))
        {
            to.WriteStartObject();
            to.WriteString("subject", message.Subject);
            to.WriteNumber("bytes", message.Content.Length);
            to.WriteStartArray("lines");
            foreach (ReadOnlyMemory<byte> line in lines)
            {
                if (IsJson(line))
                {
                    to.WriteRawValue(line.Span, skipInputValidation: true);
                }
                else
                {
                    to.WriteStringValue(Encoding.UTF8.GetString(line.Span));
                }
            }

            to.WriteEndArray();
            to.WriteEndObject();
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
