using System.Runtime.InteropServices;
using Pawl.Engine;
using Pawl.Ingestion;
using Pawl.Types;

namespace Pawl.Host.Web.Live;

/// <summary>Writes ticks, quotes and candles that come from outside as messages of the catalogue, those of each symbol numbered from 1.</summary>
/// <param name="symbols">The symbols of the events.</param>
/// <param name="node">Who writes them.</param>
internal sealed class MarketMessages(SymbolTable symbols, string node)
{
    private readonly Dictionary<(int Symbol, EventKind Kind, TimeFrame Frame), (EnvelopeWriter Writer, string Subject)> known = [];
    private readonly Dictionary<int, long> numbers = [];

    /// <summary>How many messages of a symbol were written.</summary>
    public long NumberOf(int symbol) => numbers.GetValueOrDefault(symbol);

    /// <summary>Appends the line of an event.</summary>
    /// <returns>Its subject.</returns>
    public string Write(Utf8Buffer to, in InputEvent e)
    {
        (EnvelopeWriter writer, string subject) = WriterOf(in e);
        long number = ++CollectionsMarshal.GetValueRefOrAddDefault(numbers, e.Symbol, out _);
        switch (e.Kind)
        {
            case EventKind.Tick:
                QuotedTick tick = (e.Flags & InputEvent.HasQuote) != 0 ? e.QuotedTick : new QuotedTick { Tick = e.Tick };
                writer.Write(to, e.Time, MemoryMarshal.AsBytes(new ReadOnlySpan<QuotedTick>(in tick)), number, 1);
                break;
            case EventKind.Quote:
                MarkedQuote quote = MarkedQuote.Of(e.Quote);
                writer.Write(to, e.Time, MemoryMarshal.AsBytes(new ReadOnlySpan<MarkedQuote>(in quote)), number, 1);
                break;
            default:
                writer.Write(to, e.Candle.Start, MemoryMarshal.AsBytes(new ReadOnlySpan<Candle>(in e.Candle)), number, 1);
                break;
        }

        return subject;
    }

    private (EnvelopeWriter Writer, string Subject) WriterOf(in InputEvent e)
    {
        TimeFrame frame = e.Kind == EventKind.Candle ? e.TimeFrame : TimeFrame.None;
        if (!known.TryGetValue((e.Symbol, e.Kind, frame), out (EnvelopeWriter, string) found))
        {
            RecordSchema schema = e.Kind switch
            {
                EventKind.Tick => RecordSchema.Of<QuotedTick>(),
                EventKind.Quote => RecordSchema.Of<MarkedQuote>(),
                EventKind.Candle => RecordSchema.Of<Candle>(),
                _ => throw new ArgumentOutOfRangeException(nameof(e), e.Kind, "no message from outside"),
            };
            string name = symbols[e.Symbol].Name;
            found = (new EnvelopeWriter(name, symbols[e.Symbol], frame, node, schema), Subject.Of(schema.Name, name, frame == TimeFrame.None ? "tick" : frame.ToString(), node, ServedRun.Account));
            known.Add((e.Symbol, e.Kind, frame), found);
        }

        return found;
    }
}
