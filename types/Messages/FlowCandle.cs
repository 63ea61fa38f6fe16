using System.Runtime.InteropServices;

namespace Pawl.Types;

/// <summary>A candle with what was traded in it by aggressor and at which mean price, for pipelines that ask for it.</summary>
[Message("candle", 1, "A bar of trades over [timestamp, close_time).", Group = MessageGroup.MarketData, Subject = "candles.external.{symbol}.{tf}", Table = "candles")]
[StructLayout(LayoutKind.Sequential)]
public struct FlowCandle
{
    public Candle Candle;

    [Field("quantity bought by aggressors; null where the trades are not known", NullWhen = long.MinValue)]
    public QuantitySum BuyVolume;

    [Field("quantity sold by aggressors", NullWhen = long.MinValue)]
    public QuantitySum SellVolume;

    [Field("quantity whose aggressor is unknown", NullWhen = long.MinValue)]
    public QuantitySum NeutralVolume;

    [Field("sum of price times quantity of the trades, rounded half to even once", NullWhen = long.MinValue)]
    public QuantitySum Notional;

    [Field("mean price of the trades, weighed by quantity; null without volume", NullWhen = long.MinValue)]
    public Price Vwap;

    /// <summary>A candle whose trades are not known.</summary>
    public static FlowCandle Unknown(in Candle candle) => new()
    {
        Candle = candle,
        BuyVolume = QuantitySum.MinValue,
        SellVolume = QuantitySum.MinValue,
        NeutralVolume = QuantitySum.MinValue,
        Notional = QuantitySum.MinValue,
        Vwap = new Price(long.MinValue),
    };
}
