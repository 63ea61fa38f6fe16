using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>
/// A bar as patterns see it: prices in units of 1e-8, and sums over the bars before it, from which the limits follow that
/// say what is long, short or near. These are TA-Lib's default candle settings, the only place where they are written.
/// </summary>
internal struct PatternBar
{
    /// <summary>Bars in the averages of bodies, ranges and shadows, and in that of ranges for what is near, far or equal.</summary>
    public const int Averaged = 10;
    public const int AveragedNear = 5;

    public long Open;
    public long High;
    public long Low;
    public long Close;
    private long bodies;
    private long ranges;
    private long shadows;
    private long nearRanges;

    /// <summary>A bar that follows others.</summary>
    /// <param name="before">The newest bar before it; all zero where there is none.</param>
    /// <param name="tenth">The tenth bar before that one, which leaves the averages; all zero where there is none.</param>
    /// <param name="fifth">The fifth bar before it, likewise.</param>
    public static PatternBar Of(in Candle candle, in PatternBar before, in PatternBar tenth, in PatternBar fifth) => new()
    {
        Open = candle.Open.Raw,
        High = candle.High.Raw,
        Low = candle.Low.Raw,
        Close = candle.Close.Raw,
        bodies = checked(before.bodies + before.Body - tenth.Body),
        ranges = checked(before.ranges + before.Range - tenth.Range),
        shadows = checked(before.shadows + before.Shadows - tenth.Shadows),
        nearRanges = checked(before.nearRanges + before.Range - fifth.Range),
    };

    public readonly long Body => Math.Abs(Close - Open);

    public readonly long Range => High - Low;

    public readonly long Top => Math.Max(Open, Close);

    public readonly long Bottom => Math.Min(Open, Close);

    public readonly long UpperShadow => High - Top;

    public readonly long LowerShadow => Bottom - Low;

    public readonly long Shadows => Range - Body;

    public readonly bool IsWhite => Close >= Open;

    public readonly bool IsBlack => Close < Open;

    /// <summary>1 of a white bar, −1 of a black one.</summary>
    public readonly int Colour => IsWhite ? 1 : -1;

    public readonly CandleLimit BodyLong => new(bodies, 1, Averaged);

    public readonly CandleLimit BodyShort => new(bodies, 1, Averaged);

    public readonly CandleLimit BodyDoji => new(ranges, 1, 10 * Averaged);

    public readonly CandleLimit ShadowLong => new(Body, 1, 1);

    public readonly CandleLimit ShadowVeryLong => new(Body, 2, 1);

    public readonly CandleLimit ShadowShort => new(shadows, 1, 2 * Averaged);

    public readonly CandleLimit ShadowVeryShort => new(ranges, 1, 10 * Averaged);

    public readonly CandleLimit Near => new(nearRanges, 1, 5 * AveragedNear);

    public readonly CandleLimit Far => new(nearRanges, 3, 5 * AveragedNear);

    public readonly CandleLimit Equal => new(nearRanges, 1, 20 * AveragedNear);

    public readonly bool IsLong => Body > BodyLong;

    public readonly bool IsShort => Body < BodyShort;

    public readonly bool IsDoji => Body <= BodyDoji;

    public readonly bool HasUpperShadow => !(UpperShadow < ShadowVeryShort);

    public readonly bool HasLowerShadow => !(LowerShadow < ShadowVeryShort);

    /// <summary>Whether its body lies above another's and does not meet it.</summary>
    public readonly bool GapsUpFrom(in PatternBar other) => Bottom > other.Top;

    public readonly bool GapsDownFrom(in PatternBar other) => Top < other.Bottom;

    /// <summary>Whether all of it lies above all of another.</summary>
    public readonly bool LiesAbove(in PatternBar other) => Low > other.High;

    public readonly bool LiesBelow(in PatternBar other) => High < other.Low;

    public readonly bool IsInside(in PatternBar other) => High < other.High && Low > other.Low;
}
