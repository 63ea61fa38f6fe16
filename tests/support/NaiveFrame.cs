using System.Globalization;
using Pawl.Types;

namespace Pawl.Tests.Support;

/// <summary>The bars of one frame, built as one would on a blackboard.</summary>
internal sealed class NaiveFrame(NaiveMarket market, NaiveSessions sessions, string name, int symbol)
{
    /// <summary>A trade completes no more bars of volume than this.</summary>
    private const int MostBarsOfATrade = 1_000;

    /// <summary>An event fills no more bars than this; the rest of the silence stays without.</summary>
    private const int MostSyntheticBars = 10_000;

    // Bars that are not of time come first, then time bars by length; of equal length hours before days before weeks.
    private const string Units = "tvrsmhdw";

    private readonly char unit = name[^1];
    private readonly long count = long.Parse(name[..^1], CultureInfo.InvariantCulture);

    /// <summary>Bars that this event filled.</summary>
    private int filled;

    /// <summary>Trades or quotes in the open bar.</summary>
    private long parts;

    public bool IsTime => Units.IndexOf(unit, StringComparison.Ordinal) > 2;

    public int Symbol => symbol;

    /// <summary>Smaller frames come first, and of one frame the symbols in their order.</summary>
    public (long, int, long, int) Order =>
        (IsTime ? NaiveSessions.LengthOf(count, unit) : 0, Units.IndexOf(unit, StringComparison.Ordinal), count, symbol);

    /// <summary>The bar that trades are in.</summary>
    public NaiveBar? Open { get; private set; }

    /// <summary>The bar that closes at its end if no trade comes: only with flat gaps.</summary>
    public NaiveBar? Silent { get; private set; }

    public void BeginEvent() => filled = 0;

    /// <summary>The bar that ends at an instant, which is over then; null when none does.</summary>
    public NaiveBar? CloseAt(long instant)
    {
        NaiveBar? bar = Open ?? Silent;
        if (!IsTime || bar?.End != instant) return null;
        filled += bar == Silent ? 1 : 0;
        Open = null;
        Silent = market.Gaps == GapPolicy.Flat && filled < MostSyntheticBars ? Following(bar) : null;
        return bar;
    }

    public void Mark(CandleFlags flags) => Open = Open is null ? null : Open with { Flags = Open.Flags | flags };

    /// <summary>Adds a trade or quote and returns the bars that it completes.</summary>
    public List<NaiveBar> Add(long time, decimal price, decimal size, CandleFlags flags)
    {
        List<NaiveBar> completed = [];
        decimal left = size;
        long counted = 1;
        do
        {
            decimal room = unit == 'v' ? count - (Open?.Volume ?? 0) : decimal.MaxValue;
            decimal part = completed.Count == MostBarsOfATrade - 1 ? left : Math.Min(left, room);
            bool full = part >= room;
            Extend(time, price, part, counted, flags);
            left -= part;
            counted = 0;
            if (full || (unit == 't' && parts == count) || (unit == 'r' && Open!.High - Open.Low >= count * market.TickSize))
            {
                completed.Add(Open! with { End = time });
                Open = null;
            }
        }
        while (left > 0);
        return completed;
    }

    private void Extend(long time, decimal price, decimal size, long trades, CandleFlags flags)
    {
        Silent = null;
        Open ??= Begin(time, price);
        parts += trades;
        Open = Open with
        {
            High = Math.Max(Open.High, price),
            Low = Math.Min(Open.Low, price),
            Close = price,
            Volume = Open.Volume + size,
            Trades = Open.Trades < 0 ? -1 : Open.Trades + trades,
            Flags = Open.Flags | flags,
        };
    }

    private NaiveBar Begin(long time, decimal price)
    {
        long unknown = market.From == CandleSource.Trade ? 0 : -1;
        parts = 0;
        if (!IsTime) return new NaiveBar(0, name, time, long.MaxValue, price, price, price, price, 0, unknown) { Symbol = symbol };
        (long start, long end, bool cut) = sessions.BarOf(count, unit, time);
        return new NaiveBar(0, name, start, end, price, price, price, price, 0, unknown, cut ? CandleFlags.Truncated : CandleFlags.None) { Symbol = symbol };
    }

    private NaiveBar Following(NaiveBar bar)
    {
        (long start, long end, bool cut) = sessions.NextOpenBar(count, unit, bar.End);
        CandleFlags flags = CandleFlags.Synthetic | (cut ? CandleFlags.Truncated : CandleFlags.None);
        long trades = market.From == CandleSource.Trade ? 0 : -1;
        return new NaiveBar(0, name, start, end, bar.Close, bar.Close, bar.Close, bar.Close, 0, trades, flags) { Symbol = symbol };
    }
}
