using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>
/// What a length is compared with: a fraction of a sum of lengths. It is never rounded, so that a length that is exactly at
/// its limit is found there whatever the prices.
/// </summary>
/// <param name="Sum">Sum of the lengths that are averaged, in units of 1e-8.</param>
internal readonly record struct CandleLimit(long Sum, long Numerator, long Denominator)
{
    public static CandleLimit operator *(CandleLimit limit, int factor) => limit with { Numerator = limit.Numerator * factor };

    public static bool operator <(long length, CandleLimit limit) => limit.CompareTo(length) > 0;

    public static bool operator >(long length, CandleLimit limit) => limit.CompareTo(length) < 0;

    public static bool operator <=(long length, CandleLimit limit) => limit.CompareTo(length) >= 0;

    public static bool operator >=(long length, CandleLimit limit) => limit.CompareTo(length) <= 0;

    private int CompareTo(long length) => Long128.BigMul(Sum, Numerator).CompareTo(Long128.BigMul(length, Denominator));
}
