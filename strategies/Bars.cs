using Pawl.Types;

namespace Pawl.Strategies;

/// <summary>Lengths of time in bars.</summary>
internal static class Bars
{
    /// <summary>So many bars of the length of this one from now on.</summary>
    public static Timestamp After(in Candle candle, Timestamp now, int bars) =>
        now.AddNanoseconds(Math.Max(1, candle.CloseTime.Nanoseconds - candle.Start.Nanoseconds) * bars);
}
