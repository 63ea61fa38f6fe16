using System.Text.Json;
using Pawl.Engine;
using Pawl.Host.Configuration;
using Pawl.Logs;
using Pawl.Types;

namespace Pawl.Host.Services.Ingest;

/// <summary>A body of messages of the catalogue: one, a list of them, or one in each line. All of them are checked before any is taken.</summary>
public sealed class TickBatch
{
    private const int Depth = 16;

    private readonly IngestSymbols symbols;
    private readonly Timestamp now;
    private readonly List<(string Symbol, InputEvent Event)> events = [];
    private readonly Dictionary<string, string> checkedSymbols = new(StringComparer.Ordinal);
    private readonly string unit;

    private TickBatch(IngestSymbols symbols, Timestamp now, string unit)
    {
        this.symbols = symbols;
        this.now = now;
        this.unit = unit;
    }

    /// <summary>The ticks and quotes in their order.</summary>
    public IReadOnlyList<(string Symbol, InputEvent Event)> Events => events;

    /// <exception cref="RefusedException">Something of it is wrong; the detail says which message, and what to do.</exception>
    public static TickBatch Read(ReadOnlyMemory<byte> body, bool isLines, IngestSymbols symbols, Timestamp now)
    {
        TickBatch batch = new(symbols, now, isLines ? "message in a line" : "message");
        ReadOnlySpan<byte> text = body.Span.TrimStart(" \r\n\t"u8);
        if (isLines)
        {
            foreach (ReadOnlyMemory<byte> line in ArrivedEvents.Lines(body))
            {
                batch.Add(line.Span);
            }
        }
        else if (!text.IsEmpty && text[0] == '[')
        {
            batch.AddList(text);
        }
        else if (!text.IsEmpty)
        {
            batch.Add(text);
        }

        return batch.events.Count > 0 ? batch
            : throw new RefusedException(422, "empty", "the body holds no message; send one, a list of them, or one in each line as application/x-ndjson");
    }

    private void AddList(ReadOnlySpan<byte> text)
    {
        try
        {
            Utf8JsonReader reader = new(text, new JsonReaderOptions { MaxDepth = Depth });
            reader.Read();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                int start = (int)reader.TokenStartIndex;
                reader.Skip();
                Add(text[start..(int)reader.BytesConsumed]);
            }

            // Anything behind the list but white space is an error of the reader's.
            reader.Read();
        }
        catch (JsonException e)
        {
            throw new RefusedException(400, "json", $"the body is not JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine}), or nested more than {Depth} deep; send a message or a list of them");
        }
    }

    private void Add(ReadOnlySpan<byte> message)
    {
        int number = events.Count + 1;
        if (number > IngestLimits.BatchTicks)
        {
            throw new RefusedException(413, "too-many-ticks", $"more than {IngestLimits.BatchTicks} messages; send fewer at once");
        }

        InputEvent e;
        string symbol;
        try
        {
            e = ArrivedEvents.Read(message, out symbol);
        }
        catch (FormatException wrong)
        {
            bool isJson = wrong.InnerException is not JsonException;
            throw new RefusedException(isJson ? 422 : 400, isJson ? "message" : "json", $"{unit} {number}: {Shown.Plain(wrong.Message, 400)}");
        }

        if (TickRules.MistakeOf(in e, now) is { } mistake)
        {
            throw new RefusedException(422, "value", $"{unit} {number}: {mistake}");
        }

        if (!checkedSymbols.TryGetValue(symbol, out string? known))
        {
            if (symbols.MistakeOf(symbol) is { } unknown)
            {
                throw new RefusedException(422, "unknown-symbol", $"{unit} {number}: {unknown}");
            }

            checkedSymbols.Add(symbol, known = symbol);
        }

        events.Add((known, e));
    }
}
