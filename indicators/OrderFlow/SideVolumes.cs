using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>Volume by aggressor.</summary>
internal struct SideVolumes
{
    public QuantitySum Buy;
    public QuantitySum Sell;
    public QuantitySum Neutral;
    public long Trades;

    public readonly QuantitySum Volume => Buy + Sell + Neutral;

    public readonly QuantitySum Delta => Buy - Sell;

    public readonly bool IsEmpty => Trades == 0 && Volume == QuantitySum.Zero;

    public void Add(in BarTrade trade)
    {
        Trades += trade.Count;
        switch (trade.Side)
        {
            case AggressorSide.Buy:
                Buy += trade.Size;
                break;
            case AggressorSide.Sell:
                Sell += trade.Size;
                break;
            default:
                Neutral += trade.Size;
                break;
        }
    }

    public void Add(in SideVolumes other)
    {
        Buy += other.Buy;
        Sell += other.Sell;
        Neutral += other.Neutral;
        Trades += other.Trades;
    }

    public void Subtract(in SideVolumes other)
    {
        Buy -= other.Buy;
        Sell -= other.Sell;
        Neutral -= other.Neutral;
        Trades -= other.Trades;
    }
}
