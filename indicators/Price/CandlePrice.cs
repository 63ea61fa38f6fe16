using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>A price of a candle that a kind works with.</summary>
public enum PriceSource
{
    Close,
    Open,
    High,
    Low,
    Hl2,
    Hlc3,
    Ohlc4,
}

/// <summary>Prices of candles as numbers.</summary>
internal static class CandlePrice
{
    public static double Of(in Candle bar, PriceSource source) => source switch
    {
        PriceSource.Open => bar.Open.ToDouble(),
        PriceSource.High => bar.High.ToDouble(),
        PriceSource.Low => bar.Low.ToDouble(),
        PriceSource.Hl2 => Middle(in bar),
        PriceSource.Hlc3 => Typical(in bar),
        PriceSource.Ohlc4 => (bar.Open.ToDouble() + bar.High.ToDouble() + bar.Low.ToDouble() + bar.Close.ToDouble()) / 4,
        _ => bar.Close.ToDouble(),
    };

    public static double Middle(in Candle bar) => (bar.High.ToDouble() + bar.Low.ToDouble()) / 2;

    public static double Typical(in Candle bar) => (bar.High.ToDouble() + bar.Low.ToDouble() + bar.Close.ToDouble()) / 3;
}
