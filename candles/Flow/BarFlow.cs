using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Candles;

/// <summary>What was traded in a bar that is being built: by aggressor, and for how much. It lies beside the bar where candles are to say it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct BarFlow
{
    private QuantitySum buy;
    private QuantitySum sell;
    private QuantitySum neutral;

    // The notional in units of 10⁻⁸ and what is left below that, in units of 10⁻¹⁶: so it is exact and 128 bits are enough.
    private QuantitySum notional;
    private long rest;

    /// <summary>1 where trades are missing or the notional is too large, so that nothing can be said.</summary>
    private long unknown;

    /// <summary>The flow of a bar of which only the prices are known.</summary>
    public static BarFlow Unknown => new() { unknown = 1 };

    /// <summary>Adds a trade or a part of one.</summary>
    public void Add(AggressorSide side, Price price, Quantity size)
    {
        switch (side)
        {
            case AggressorSide.Buy:
                buy += size;
                break;
            case AggressorSide.Sell:
                sell += size;
                break;
            default:
                neutral += size;
                break;
        }

        // Rounded down, so that what is left is never negative, whatever the sign of the price.
        Long128 product = Long128.BigMul(price.Raw, size.Raw);
        Long128 whole = product.High == 0 ? (long)(product.Low / Price.Scale) : Long128.FloorDivide(product, Price.Scale);
        Add(QuantitySum.FromLong128(whole), (long)(product - (whole * Price.Scale)));
    }

    /// <summary>Adds what was traded in a part of the bar.</summary>
    public void Add(in BarFlow part)
    {
        buy += part.buy;
        sell += part.sell;
        neutral += part.neutral;
        Add(part.notional, part.rest);
        unknown |= part.unknown;
    }

    /// <summary>The candle with its flow.</summary>
    public readonly FlowCandle Of(in Candle candle)
    {
        FlowCandle full = FlowCandle.Unknown(in candle);
        if (unknown != 0 || candle.Trades < 0)
        {
            return full;
        }

        full.BuyVolume = buy;
        full.SellVolume = sell;
        full.NeutralVolume = neutral;
        full.Notional = QuantitySum.FromLong128(notional.ToLong128() + Rounded(rest, Price.Scale, !Long128.IsEvenInteger(notional.ToLong128())));
        Long128 volume = candle.Volume.ToLong128();
        full.Vwap = volume > 0 ? Vwap(volume) : full.Vwap;
        return full;
    }

    /// <summary>The notional through the volume, rounded half to even.</summary>
    private readonly Price Vwap(Long128 volume)
    {
        Long128 whole = Long128.FloorDivide(notional.ToLong128(), volume);
        // What is left is less than the volume, so that its multiple fits.
        Long128 left = ((notional.ToLong128() - (whole * volume)) * Price.Scale) + rest;
        Long128 below = Long128.FloorDivide(left, volume);
        Long128 price = (whole * Price.Scale) + below;
        return new Price((long)(price + Rounded(left - (below * volume), volume, !Long128.IsEvenInteger(price))));
    }

    private void Add(QuantitySum whole, long below)
    {
        rest += below;
        bool carries = rest >= Price.Scale;
        rest -= carries ? Price.Scale : 0;
        notional += whole;
        notional += new Quantity(carries ? 1 : 0);
        if (notional.High >> 61 is not (0 or -1))
        {
            // Only made-up trades come near the end of 128 bits; no sum is wrong because of them, and none stops the log.
            (notional, unknown) = (default, 1);
        }
    }

    /// <summary>1 where a part of a whole is nearer to the next number, or in the middle and the number before is odd.</summary>
    private static int Rounded(Long128 part, Long128 of, bool isOdd) => part > of - part || (part == of - part && isOdd) ? 1 : 0;
}
