using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>A trade, or the part of one that lies in a bar.</summary>
/// <param name="Count">1 for a trade's first part, 0 for what a volume bar has left of it.</param>
internal readonly record struct BarTrade(Price Price, Quantity Size, AggressorSide Side, TradeRule Rule, long Count);

/// <summary>
/// Puts each trade into the bar it belongs to. The end of a volume bar cuts a trade: one part fills the bar, the rest
/// begins the bars that follow, as it does in the candles.
/// </summary>
internal struct BarTrades
{
    private BarTrade rest;
    private QuantitySum bar;

    /// <summary>What is left of the trade before.</summary>
    /// <param name="closes">Whether a bar closes that may take only a part of it.</param>
    /// <param name="candle">That bar.</param>
    /// <param name="part">What lies in the bar.</param>
    public bool TakeRest(bool closes, in Candle candle, out BarTrade part)
    {
        QuantitySum size = rest.Size;
        if (closes && candle.Volume - bar is var room && room > QuantitySum.Zero && room < size)
        {
            size = room;
        }

        part = rest with { Size = new Quantity((long)size.Low) };
        rest = rest with { Size = rest.Size - part.Size, Count = 0 };
        bar += part.Size;
        return part.Size > Quantity.Zero;
    }

    /// <summary>The next trade, once nothing is left of the one before.</summary>
    public bool Take(in BarTrade trade, bool closes, in Candle candle, out BarTrade part)
    {
        rest = trade;
        return TakeRest(closes, in candle, out part);
    }

    /// <summary>The bar has been said.</summary>
    public void Close() => bar = default;
}
