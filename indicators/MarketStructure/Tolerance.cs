using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>How far apart two prices may be and still count as equal: a number of ticks, or a part of the average true range if that is more.</summary>
internal readonly record struct Tolerance(long Fixed, double Moving)
{
    /// <param name="atr">NaN before it is ready: then the ticks alone decide.</param>
    public static Tolerance Of(long ticks, Price tickSize, double part, double atr) => new(ticks * tickSize.Raw, part * atr);

    /// <summary>Whether a distance, which may be negative, is within it.</summary>
    public bool Covers(long distance) => distance <= Fixed || new Price(distance).ToDouble() <= Moving;
}
