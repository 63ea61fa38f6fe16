using System.Runtime.InteropServices;
using System.Text;
using Pawl.Engine;
using Pawl.Ingestion;
using Pawl.Types;
using Symbol = Pawl.Types.Symbol;

namespace Pawl.Host.Services.Redis;

/// <summary>Writes and reads the messages of one symbol as they stand on Redis: the envelope of the catalogue, with prices in minor units.</summary>
internal sealed class MarketWriters(Listing of)
{
    private const string Node = "mdengine";
    private const string Flush = """{"command":"flush"}""";

    private static readonly RecordSchema CandleSchema = RecordSchema.Of<Candle>();
    private static readonly RecordSchema TickSchema = RecordSchema.Of<QuotedTick>();
    private static readonly RecordSchema QuoteSchema = RecordSchema.Of<MarkedQuote>();

    private readonly Utf8Buffer text = new(512);
    private readonly Dictionary<TimeFrame, EnvelopeWriter> candles = [];
    private EnvelopeWriter? ticks;
    private EnvelopeWriter? quotes;

    /// <summary>The message of a candle whose prices are in minor units.</summary>
    public byte[] Write(TimeFrame frame, in Candle minor, long sequence, int n, bool isConfirmed)
    {
        if (!candles.TryGetValue(frame, out EnvelopeWriter? writer))
        {
            candles.Add(frame, writer = new EnvelopeWriter(of.Symbol, Symbol.Parse(of.Symbol), frame, Node, CandleSchema));
        }

        return Write(writer, minor.Start, MemoryMarshal.AsBytes(new ReadOnlySpan<Candle>(in minor)), sequence, n, isConfirmed);
    }

    /// <summary>The message of a tick or a quote.</summary>
    /// <exception cref="IngestionException">It is neither, or a price is no whole number of minor units.</exception>
    public byte[] Write(in InputEvent e, long sequence)
    {
        if (e.Kind == EventKind.Quote)
        {
            quotes ??= WriterOf(QuoteSchema);
            MarkedQuote quote = MarkedQuote.Of(e.Quote with { Bid = of.ToMinor(e.Quote.Bid), Ask = of.ToMinor(e.Quote.Ask) });
            return Write(quotes, e.Time, MemoryMarshal.AsBytes(new ReadOnlySpan<MarkedQuote>(in quote)), sequence, 1, isConfirmed: true);
        }

        ticks ??= WriterOf(TickSchema);
        QuotedTick tick = (e.Flags & InputEvent.HasQuote) != 0 ? e.QuotedTick : new QuotedTick { Tick = e.Tick };
        tick.Tick.Price = of.ToMinor(tick.Tick.Price);
        (tick.Bid, tick.Ask) = (of.ToMinor(tick.Bid), of.ToMinor(tick.Ask));
        return Write(ticks, e.Time, MemoryMarshal.AsBytes(new ReadOnlySpan<QuotedTick>(in tick)), sequence, 1, isConfirmed: true);
    }

    /// <summary>What stands behind the last tick of data that have ended: their open bars are to be closed.</summary>
    public byte[] WriteEnd(Timestamp time) =>
        Encoding.UTF8.GetBytes($$$"""{"symbol":"{{{of.Symbol}}}","timestamp":"{{{time}}}","timeframe":"tick","type":"control","data":{{{Flush}}},"metadata":{"version":1,"node":"{{{Node}}}"}}""");

    /// <summary>What a message says, as an event of its log; prices as they are.</summary>
    /// <param name="of">The symbol.</param>
    /// <param name="message">A candle, a tick, a quote or the end of data.</param>
    /// <exception cref="FormatException">It is none of these.</exception>
    public static InputEvent Read(Listing of, in Envelope message)
    {
        InputEvent e = new() { Time = message.Timestamp, TimeFrame = message.TimeFrame };
        switch (message.Type)
        {
            case "candle":
                (e.Kind, e.Candle) = (EventKind.Candle, ReadCandle(of, in message));
                e.Time = e.Candle.CloseTime;
                break;
            case "tick":
                QuotedTick tick = message.ReadData<QuotedTick>(TickSchema);
                tick.Tick.Price = of.FromMinor(tick.Tick.Price);
                (tick.Bid, tick.Ask) = (of.FromMinor(tick.Bid), of.FromMinor(tick.Ask));
                (e.Kind, e.QuotedTick) = (EventKind.Tick, tick);
                e.Flags = tick.Bid != Price.Zero || tick.Ask != Price.Zero || !tick.Conditions.Utf8.IsEmpty ? InputEvent.HasQuote : default;
                break;
            case "quote":
                Quote quote = message.ReadData<MarkedQuote>(QuoteSchema).Quote;
                (e.Kind, e.Quote) = (EventKind.Quote, quote with { Bid = of.FromMinor(quote.Bid), Ask = of.FromMinor(quote.Ask) });
                break;
            case "control" when message.Data.SequenceEqual(Encoding.UTF8.GetBytes(Flush)):
                (e.Kind, e.Control) = (EventKind.Control, new LogCommand { Action = LogAction.Flush });
                break;
            default:
                throw new FormatException($"the message is a '{message.Type}', and a candle, tick or quote is awaited");
        }

        return e;
    }

    private static Candle ReadCandle(Listing of, in Envelope message)
    {
        Candle candle = of.FromMinor(message.ReadData<Candle>(CandleSchema));
        return message.TimeFrame.IsTime && candle.Start < candle.CloseTime && candle.Low <= candle.High ? candle
            : throw new FormatException("the candle is none: it ends before it begins, or its low is above its high");
    }

    private EnvelopeWriter WriterOf(RecordSchema schema) => new(of.Symbol, Symbol.Parse(of.Symbol), TimeFrame.None, Node, schema);

    private byte[] Write(EnvelopeWriter writer, Timestamp time, ReadOnlySpan<byte> record, long sequence, int n, bool isConfirmed)
    {
        text.Clear();
        writer.Write(text, time, record, sequence, n, isConfirmed);
        return text.Written[..^1].ToArray();
    }
}
