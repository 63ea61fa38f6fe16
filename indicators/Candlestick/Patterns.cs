using System.Reflection;

namespace Pawl.Indicators;

/// <summary>Which bars and limits each pattern is asked about.</summary>
internal static class Patterns
{
    /// <summary>Bars before the first that can show the pattern, by pattern.</summary>
    private static readonly int[] Lookbacks =
    [
        .. Enum.GetNames<CandlestickPattern>().Select(name => typeof(CandlestickPattern).GetField(name)!.GetCustomAttribute<PatternAttribute>()!.Lookback),
    ];

    public static int Count => Lookbacks.Length;

    public static int Lookback(CandlestickPattern pattern) => Lookbacks[(int)pattern];

    /// <summary>What the newest bar shows: 0 for nothing, above for up, below for down.</summary>
    public static int Evaluate(CandlestickPattern pattern, PatternWindow w) => pattern switch
    {
        CandlestickPattern.AbandonedBaby => StarPatterns.AbandonedBaby(in w[2], in w[1], in w[0], w.Penetration(2, 30)),
        CandlestickPattern.AdvanceBlock => ThreeBarPatterns.AdvanceBlock(in w[2], in w[1], in w[0]),
        CandlestickPattern.BeltHold => OneBarPatterns.BeltHold(in w[0]),
        CandlestickPattern.Breakaway => LongerPatterns.Breakaway(in w[4], in w[3], in w[2], in w[1], in w[0]),
        CandlestickPattern.ClosingMarubozu => OneBarPatterns.ClosingMarubozu(in w[0]),
        CandlestickPattern.ConcealingBabySwallow => LongerPatterns.ConcealingBabySwallow(in w[3], in w[2], in w[1], in w[0]),
        CandlestickPattern.Counterattack => TwoBarPatterns.Counterattack(in w[1], in w[0]),
        CandlestickPattern.DarkCloudCover => TwoBarPatterns.DarkCloudCover(in w[1], in w[0], w.Penetration(1, 50)),
        CandlestickPattern.Doji => OneBarPatterns.Doji(in w[0]),
        CandlestickPattern.DojiStar => TwoBarPatterns.DojiStar(in w[1], in w[0]),
        CandlestickPattern.DragonflyDoji => OneBarPatterns.DragonflyDoji(in w[0]),
        CandlestickPattern.Engulfing => TwoBarPatterns.Engulfing(in w[1], in w[0]),
        CandlestickPattern.EveningDojiStar => StarPatterns.EveningDojiStar(in w[2], in w[1], in w[0], w.Penetration(2, 30)),
        CandlestickPattern.EveningStar => StarPatterns.EveningStar(in w[2], in w[1], in w[0], w.Penetration(2, 30)),
        CandlestickPattern.GapSideSideWhite => ThreeBarPatterns.GapSideSideWhite(in w[2], in w[1], in w[0]),
        CandlestickPattern.GapThreeMethods => ThreeBarPatterns.GapThreeMethods(in w[2], in w[1], in w[0]),
        CandlestickPattern.GravestoneDoji => OneBarPatterns.GravestoneDoji(in w[0]),
        CandlestickPattern.Hammer => OneBarPatterns.Hammer(in w[1], in w[0]),
        CandlestickPattern.HangingMan => OneBarPatterns.HangingMan(in w[1], in w[0]),
        CandlestickPattern.Harami => TwoBarPatterns.Harami(in w[1], in w[0]),
        CandlestickPattern.HaramiCross => TwoBarPatterns.HaramiCross(in w[1], in w[0]),
        CandlestickPattern.HighWave => OneBarPatterns.HighWave(in w[0]),
        CandlestickPattern.Hikkake => LongerPatterns.Hikkake(w),
        CandlestickPattern.HikkakeModified => LongerPatterns.HikkakeModified(w),
        CandlestickPattern.HomingPigeon => TwoBarPatterns.HomingPigeon(in w[1], in w[0]),
        CandlestickPattern.IdenticalThreeCrows => ThreeBarPatterns.IdenticalThreeCrows(in w[2], in w[1], in w[0]),
        CandlestickPattern.InNeck => TwoBarPatterns.InNeck(in w[1], in w[0]),
        CandlestickPattern.InvertedHammer => OneBarPatterns.InvertedHammer(in w[1], in w[0]),
        CandlestickPattern.Kicking => TwoBarPatterns.Kicking(in w[1], in w[0]),
        CandlestickPattern.KickingByLength => TwoBarPatterns.KickingByLength(in w[1], in w[0]),
        CandlestickPattern.LadderBottom => LongerPatterns.LadderBottom(in w[4], in w[3], in w[2], in w[1], in w[0]),
        CandlestickPattern.LongLeggedDoji => OneBarPatterns.LongLeggedDoji(in w[0]),
        CandlestickPattern.LongLine => OneBarPatterns.LongLine(in w[0]),
        CandlestickPattern.Marubozu => OneBarPatterns.Marubozu(in w[0]),
        CandlestickPattern.MatchingLow => TwoBarPatterns.MatchingLow(in w[1], in w[0]),
        CandlestickPattern.MatHold => LongerPatterns.MatHold(in w[4], in w[3], in w[2], in w[1], in w[0], w.Penetration(4, 50)),
        CandlestickPattern.MorningDojiStar => StarPatterns.MorningDojiStar(in w[2], in w[1], in w[0], w.Penetration(2, 30)),
        CandlestickPattern.MorningStar => StarPatterns.MorningStar(in w[2], in w[1], in w[0], w.Penetration(2, 30)),
        CandlestickPattern.OnNeck => TwoBarPatterns.OnNeck(in w[1], in w[0]),
        CandlestickPattern.Piercing => TwoBarPatterns.Piercing(in w[1], in w[0]),
        CandlestickPattern.RickshawMan => OneBarPatterns.RickshawMan(in w[0]),
        CandlestickPattern.RisingFallingThreeMethods => LongerPatterns.RisingFallingThreeMethods(in w[4], in w[3], in w[2], in w[1], in w[0]),
        CandlestickPattern.SeparatingLines => TwoBarPatterns.SeparatingLines(in w[1], in w[0]),
        CandlestickPattern.ShootingStar => OneBarPatterns.ShootingStar(in w[1], in w[0]),
        CandlestickPattern.ShortLine => OneBarPatterns.ShortLine(in w[0]),
        CandlestickPattern.SpinningTop => OneBarPatterns.SpinningTop(in w[0]),
        CandlestickPattern.StalledPattern => ThreeBarPatterns.StalledPattern(in w[2], in w[1], in w[0]),
        CandlestickPattern.StickSandwich => ThreeBarPatterns.StickSandwich(in w[2], in w[1], in w[0]),
        CandlestickPattern.Takuri => OneBarPatterns.Takuri(in w[0]),
        CandlestickPattern.TasukiGap => ThreeBarPatterns.TasukiGap(in w[2], in w[1], in w[0]),
        CandlestickPattern.ThreeBlackCrows => LongerPatterns.ThreeBlackCrows(in w[3], in w[2], in w[1], in w[0]),
        CandlestickPattern.ThreeInside => ThreeBarPatterns.ThreeInside(in w[2], in w[1], in w[0]),
        CandlestickPattern.ThreeLineStrike => LongerPatterns.ThreeLineStrike(in w[3], in w[2], in w[1], in w[0]),
        CandlestickPattern.ThreeOutside => ThreeBarPatterns.ThreeOutside(in w[2], in w[1], in w[0]),
        CandlestickPattern.ThreeStarsInSouth => ThreeBarPatterns.ThreeStarsInSouth(in w[2], in w[1], in w[0]),
        CandlestickPattern.ThreeWhiteSoldiers => ThreeBarPatterns.ThreeWhiteSoldiers(in w[2], in w[1], in w[0]),
        CandlestickPattern.Thrusting => TwoBarPatterns.Thrusting(in w[1], in w[0]),
        CandlestickPattern.Tristar => StarPatterns.Tristar(in w[2], in w[1], in w[0]),
        CandlestickPattern.TwoCrows => StarPatterns.TwoCrows(in w[2], in w[1], in w[0]),
        CandlestickPattern.UniqueThreeRiver => StarPatterns.UniqueThreeRiver(in w[2], in w[1], in w[0]),
        CandlestickPattern.UpsideGapTwoCrows => StarPatterns.UpsideGapTwoCrows(in w[2], in w[1], in w[0]),
        _ => 0,
    };
}
