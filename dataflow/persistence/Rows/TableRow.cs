using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Persistence;

/// <summary>Which values of an event or an output stand in which column: once, for every database.</summary>
public static class TableRow
{
    /// <summary>The table of an input event; null where it has none.</summary>
    public static SinkTable? TableOf(in InputEvent e) => e.Kind switch
    {
        EventKind.Tick => SinkTable.Ticks,
        EventKind.Quote => SinkTable.Quotes,
        _ => null,
    };

    /// <summary>The row of an input event, where it has one.</summary>
    public static void Input(RowWriter to, in RowHead head, in InputEvent e)
    {
        ArgumentNullException.ThrowIfNull(to);
        if (TableOf(in e) is not { } table)
        {
            return;
        }

        to.Begin(table, in head);
        if (e.Kind == EventKind.Tick)
        {
            to.Price(e.Tick.Price.Raw);
            to.Volume(e.Tick.Size.Raw);
            Side(to, in e, e.QuotedTick.Bid);
            Side(to, in e, e.QuotedTick.Ask);
        }
        else
        {
            to.Price(e.Quote.Bid.Raw);
            to.Price(e.Quote.Ask.Raw);
            to.Volume(e.Quote.BidSize.Raw);
            to.Volume(e.Quote.AskSize.Raw);
        }

        to.End();
    }

    public static void Candle(RowWriter to, in RowHead head, ReadOnlySpan<byte> timeFrame, in Candle candle)
    {
        ArgumentNullException.ThrowIfNull(to);
        to.Begin(SinkTable.Candles, in head);
        to.Text(timeFrame);
        to.Price(candle.Open.Raw);
        to.Price(candle.High.Raw);
        to.Price(candle.Low.Raw);
        to.Price(candle.Close.Raw);
        to.Volume(candle.Volume.ToInt128());
        to.End();
    }

    /// <summary>The row of an output that is no candle.</summary>
    /// <param name="to">Takes it.</param>
    /// <param name="table">The table of its type.</param>
    /// <param name="head">What all rows have.</param>
    /// <param name="of">What its envelope says.</param>
    /// <param name="json">Its data.</param>
    /// <param name="bar">The start of the bar that closed with it.</param>
    public static void Output(RowWriter to, SinkTable table, in RowHead head, in OutputNames of, ReadOnlySpan<byte> json, Timestamp? bar)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(table);
        to.Begin(table, in head);
        to.Text(of.Node);
        if (table == SinkTable.Indicators)
        {
            to.Text(of.TimeFrame);
            to.Json(json);
            if (bar is { } start)
            {
                to.Time(start);
            }
            else
            {
                to.Null();
            }
        }
        else
        {
            if (table == SinkTable.MarketStructure)
            {
                to.Text(of.TimeFrame);
            }

            to.Text(of.Type);
            to.Json(json);
        }

        to.End();
    }

    /// <summary>What a tick says of a side of the quote, where it says it.</summary>
    private static void Side(RowWriter to, in InputEvent e, Price price)
    {
        if ((e.Flags & InputEvent.HasQuote) != 0 && price.Raw != 0)
        {
            to.Price(price.Raw);
        }
        else
        {
            to.Null();
        }
    }
}

/// <summary>What the envelope of an output names.</summary>
/// <param name="node">The node that made it.</param>
/// <param name="timeFrame">Its time frame.</param>
/// <param name="type">Its type.</param>
public readonly ref struct OutputNames(ReadOnlySpan<byte> node, ReadOnlySpan<byte> timeFrame, ReadOnlySpan<byte> type)
{
    public ReadOnlySpan<byte> Node { get; } = node;

    public ReadOnlySpan<byte> TimeFrame { get; } = timeFrame;

    public ReadOnlySpan<byte> Type { get; } = type;
}
