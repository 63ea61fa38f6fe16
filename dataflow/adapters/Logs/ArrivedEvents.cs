using System.Runtime.InteropServices;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Logs;

/// <summary>Reads what came from outside as events: ticks, quotes and candles as the catalogue has them, and commands.</summary>
public static class ArrivedEvents
{
    private const string Ticks = "ticks.raw.";
    private const string Candles = "candles.external.";
    private const string Control = "control.";
    private const string Flush = ".flush";

    private static readonly RecordSchema Tick = RecordSchema.Of<QuotedTick>();
    private static readonly RecordSchema Quote = RecordSchema.Of<MarkedQuote>();
    private static readonly RecordSchema Candle = RecordSchema.Of<Candle>();

    /// <summary>The symbol that a subject names.</summary>
    /// <exception cref="FormatException">It names none.</exception>
    public static string SymbolOf(string subject)
    {
        string[] tokens = subject.Split('.');
        bool isKnown = subject.StartsWith(Ticks, StringComparison.Ordinal) ? tokens.Length == 3
            : subject.StartsWith(Candles, StringComparison.Ordinal) ? tokens.Length == 4
            : subject.StartsWith(Control, StringComparison.Ordinal) && tokens.Length == 3;
        string token = isKnown ? tokens[subject.StartsWith(Control, StringComparison.Ordinal) ? 1 : 2] : "";
        return token.Length > 0 && SubjectToken.TryParse(token) is { } symbol
            ? symbol
            : throw new FormatException($"'{subject}' names no symbol; send on {Ticks}SYMBOL, {Candles}SYMBOL.FRAME or {Control}SYMBOL.COMMAND, other characters than letters, digits, '_' and '-' written as =XX");
    }

    /// <summary>Whether it commands instead of bringing data.</summary>
    public static bool IsCommand(string subject) => subject.StartsWith(Control, StringComparison.Ordinal);

    /// <summary>A command to a log.</summary>
    /// <param name="subject">What it was sent on.</param>
    /// <param name="time">The newest time of the log.</param>
    /// <exception cref="FormatException">There is no such command.</exception>
    public static InputEvent Command(string subject, Timestamp time)
    {
        if (!subject.EndsWith(Flush, StringComparison.Ordinal))
        {
            throw new FormatException($"'{subject}': no command of a log; the log knows {Flush[1..]}");
        }

        InputEvent e = new() { Kind = EventKind.Control, Time = time };
        e.Control = new LogCommand { Action = LogAction.Flush };
        return e;
    }

    /// <summary>A message.</summary>
    /// <param name="line">Its JSON.</param>
    /// <param name="symbol">The symbol that its subject names.</param>
    /// <exception cref="FormatException">It is none of those, or is for another symbol; the message is one line.</exception>
    public static InputEvent Read(ReadOnlySpan<byte> line, string symbol)
    {
        InputEvent e = Read(line, out string said);
        return said == symbol ? e : throw new FormatException($"the message is of symbol '{said}' and was sent on the subject of '{symbol}'");
    }

    /// <summary>A message, and the symbol that it is of.</summary>
    /// <exception cref="FormatException">It is none of those; the message is one line.</exception>
    public static InputEvent Read(ReadOnlySpan<byte> line, out string symbol)
    {
        Envelope message = Envelope.Read(line);
        symbol = message.Symbol.ToString();
        InputEvent e = new() { Time = message.Timestamp };
        switch (message.Type)
        {
            case "tick":
                message.ReadData(Tick, MemoryMarshal.AsBytes(new Span<QuotedTick>(ref e.QuotedTick)));
                e.Kind = EventKind.Tick;
                e.Flags = e.QuotedTick.Bid.Raw != 0 || e.QuotedTick.Ask.Raw != 0 || !e.QuotedTick.Conditions.Utf8.IsEmpty ? InputEvent.HasQuote : (byte)0;
                break;
            case "quote":
                e.Quote = message.ReadData<MarkedQuote>(Quote).Quote;
                e.Kind = EventKind.Quote;
                break;
            case "candle":
                e.Candle = message.ReadData<Candle>(Candle);
                e.Kind = EventKind.Candle;
                e.TimeFrame = message.TimeFrame;
                e.Time = e.Candle.CloseTime;
                break;
            default:
                throw new FormatException($"a message of type '{message.Type}' cannot be sent in; send tick, quote or candle");
        }

        return e;
    }

    /// <summary>The lines of a content, without empty ones.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Lines(ReadOnlyMemory<byte> content)
    {
        while (!content.IsEmpty)
        {
            int end = content.Span.IndexOf((byte)'\n');
            ReadOnlyMemory<byte> line = end < 0 ? content : content[..end];
            content = end < 0 ? default : content[(end + 1)..];
            if (!line.Span.Trim(" \r\t"u8).IsEmpty)
            {
                yield return line;
            }
        }
    }
}
