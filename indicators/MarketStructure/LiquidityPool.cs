using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>A swing that no other has joined and that no bar has gone beyond.</summary>
internal readonly record struct LoneSwing(Direction Side, Price Price, long Index, Timestamp Time);

/// <summary>A level that is still followed, as it was told last.</summary>
internal struct LiquidityPool
{
    public LiquidityLevel Told;

    /// <summary>The bar that passed it.</summary>
    private long sweptAt;

    /// <summary>Closes in a row that lie beyond it since.</summary>
    private long beyond;

    private readonly bool IsWhole => Told.State is LiquidityState.Open or LiquidityState.Extended;

    /// <summary>Takes a later bar and tells what it makes of the level.</summary>
    /// <returns>Whether its life is over.</returns>
    public bool Follow(in Candle candle, long index, in LiquidityLevels.Parameters p, ref Emitter<LiquidityLevel> e)
    {
        SeenBar bar = SeenBar.Of(in candle, Told.Direction);
        long level = SeenBar.Of(Told.Level.Raw, Told.Direction);
        if (IsWhole)
        {
            if (bar.High <= level)
            {
                return false;
            }

            sweptAt = index;
            Tell(LiquidityState.Swept, candle.CloseTime, ref e);
        }

        if (bar.Close < level && index - sweptAt <= p.RejectBars)
        {
            Tell(LiquidityState.SweepRejected, candle.CloseTime, ref e);
            return true;
        }

        beyond = bar.Close > level ? beyond + 1 : 0;
        if (beyond < p.AcceptBars)
        {
            return false;
        }

        Tell(LiquidityState.SweepAccepted, candle.CloseTime, ref e);
        return true;
    }

    /// <summary>A level without members, which begins at a bar.</summary>
    public static LiquidityPool Begin(LiquidityKind kind, in LoneSwing first, long index, Timestamp time) => new()
    {
        Told = new LiquidityLevel
        {
            Kind = kind,
            Direction = first.Side,
            State = LiquidityState.Open,
            PriceLow = first.Price,
            PriceHigh = first.Price,
            OriginIndex = first.Index,
            OriginTime = first.Time,
            ConfirmedIndex = index,
            ConfirmedTime = time,
            StateTime = time,
        },
    };

    /// <summary>Whether a swing makes it longer.</summary>
    public readonly bool Takes(in LoneSwing swing, Tolerance equal) =>
        IsWhole && Told.Kind is (LiquidityKind.EqualHighs or LiquidityKind.EqualLows) && Told.Direction == swing.Side
        && equal.Covers(Math.Abs(Told.Level.Raw - swing.Price.Raw));

    /// <summary>Rates it by its members and by what the day and the week before left among them.</summary>
    public void Rate(in SessionRanges sessions)
    {
        bool isSwings = Told.Kind is LiquidityKind.EqualHighs or LiquidityKind.EqualLows;
        Told.Score = Told.Members + (isSwings && (Holds(in sessions.PreviousDay) || Holds(in sessions.PreviousWeek)) ? 0.5 : 0);
    }

    private readonly bool Holds(in Extent extent)
    {
        Price price = Told.Direction == Direction.Up ? extent.High.Price : extent.Low.Price;
        return extent.Bars > 0 && price >= Told.PriceLow && price <= Told.PriceHigh;
    }

    /// <summary>Takes one more swing into it.</summary>
    public void Add(in LoneSwing swing)
    {
        Told.Members++;
        Told.PriceLow = swing.Price < Told.PriceLow ? swing.Price : Told.PriceLow;
        Told.PriceHigh = swing.Price > Told.PriceHigh ? swing.Price : Told.PriceHigh;
        Told.Level = Told.Direction == Direction.Up ? Told.PriceHigh : Told.PriceLow;
    }

    public void Tell(LiquidityState state, Timestamp time, ref Emitter<LiquidityLevel> e)
    {
        Told.State = state;
        Told.StateTime = time;
        e.Emit(in Told);
    }
}
