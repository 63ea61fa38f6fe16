namespace Pawl.Bench.Baselines;

/// <summary>Lengths of the time frames in nanoseconds.</summary>
public static class Frames
{
    public const long OneSecond = 1_000_000_000;
    public const long OneMinute = 60 * OneSecond;
    public const long FiveMinutes = 5 * OneMinute;
    public const long FifteenMinutes = 15 * OneMinute;
}
