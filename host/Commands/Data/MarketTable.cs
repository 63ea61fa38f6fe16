using System.Runtime.InteropServices;
using System.Text;
using Pawl.Engine;
using Pawl.Host.Replay;
using Pawl.Ingestion;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary>
/// Market data as CSV that every verb reads without options: the columns of the message, then of candles the time frame, then
/// the symbol; times in UTC, decimals exact, a cell empty where nothing is known.
/// </summary>
internal sealed class MarketTable(EventKind kind, SymbolTable symbols, Utf8Buffer to)
{
    private readonly RecordSchema schema = kind switch
    {
        EventKind.Tick => RecordSchema.Of<QuotedTick>(),
        EventKind.Quote => RecordSchema.Of<Quote>(),
        _ => RecordSchema.Of<Candle>(),
    };

    private readonly List<byte[]> names = [];

    public void WriteHeader()
    {
        CsvTable.WriteHeader(schema, to);
        to.Truncate(to.Length - 1);
        to.Write(kind == EventKind.Candle ? ",timeframe,symbol\n"u8 : ",symbol\n"u8);
    }

    public void WriteRow(in InputEvent e)
    {
        QuotedTick tick = (e.Flags & InputEvent.HasQuote) != 0 ? e.QuotedTick : new QuotedTick { Tick = e.Tick };
        CsvTable.WriteRow(schema, e.Time, kind switch
        {
            EventKind.Tick => MemoryMarshal.AsBytes(new ReadOnlySpan<QuotedTick>(in tick)),
            EventKind.Quote => MemoryMarshal.AsBytes(new ReadOnlySpan<Quote>(in e.Quote)),
            _ => MemoryMarshal.AsBytes(new ReadOnlySpan<Candle>(in e.Candle)),
        }, to);
        to.Truncate(to.Length - 1);
        if (kind == EventKind.Candle)
        {
            to.WriteByte((byte)',');
            to.Write(Encoding.UTF8.GetBytes(e.TimeFrame.ToString()));
        }

        to.WriteByte((byte)',');
        to.Write(Name(e.Symbol));
        to.WriteByte((byte)'\n');
    }

    private byte[] Name(int symbol)
    {
        while (names.Count <= symbol)
        {
            names.Add(Encoding.UTF8.GetBytes(symbols[names.Count].ToString()));
        }

        return names[symbol];
    }
}
