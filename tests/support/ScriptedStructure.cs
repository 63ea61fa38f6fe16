using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Tests.Support;

/// <summary>What structure says with a bar, as the bar's number of trades.</summary>
public enum Told
{
    Nothing,

    /// <summary>The level at the bar's open was passed upwards for good.</summary>
    AcceptedUp,
    AcceptedDown,

    /// <summary>Highs were swept, and it failed.</summary>
    RejectedUp,
    RejectedDown,
    TurnUp,
    TurnDown,
    GoesOnUp,
    GoesOnDown,
}

/// <summary>Tells of a level what the bar says.</summary>
[Kind("scripted_levels", "tests", "a level when the bar says so")]
public readonly struct ScriptedLevels : IEventKind<None, None, In<Candle>, LiquidityLevel>
{
    public static void Step(in None p, ref None s, in In<Candle> x, in Ctx c, ref Emitter<LiquidityLevel> e)
    {
        ref readonly Candle candle = ref c.Value(x);
        var told = (Told)candle.Trades;
        if (told is >= Told.AcceptedUp and <= Told.RejectedDown)
        {
            bool up = told is Told.AcceptedUp or Told.RejectedUp;
            e.Emit(new LiquidityLevel
            {
                Kind = up ? LiquidityKind.EqualHighs : LiquidityKind.EqualLows,
                Direction = up ? Direction.Up : Direction.Down,
                State = told is Told.AcceptedUp or Told.AcceptedDown ? LiquidityState.SweepAccepted : LiquidityState.SweepRejected,
                Level = candle.Open,
            });
        }
    }
}

/// <summary>Tells of structure what the bar says.</summary>
[Kind("scripted_breaks", "tests", "a break when the bar says so")]
public readonly struct ScriptedBreaks : IEventKind<None, None, In<Candle>, BreakOfStructure>
{
    public static void Step(in None p, ref None s, in In<Candle> x, in Ctx c, ref Emitter<BreakOfStructure> e)
    {
        var told = (Told)c.Value(x).Trades;
        if (told >= Told.TurnUp)
        {
            e.Emit(new BreakOfStructure
            {
                Kind = told <= Told.TurnDown ? BreakKind.Choch : BreakKind.Bos,
                Direction = told is Told.TurnUp or Told.GoesOnUp ? Direction.Up : Direction.Down,
            });
        }
    }
}
