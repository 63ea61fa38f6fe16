namespace Pawl.Indicators;

/// <summary>Patterns of one bar, or of one bar and where it lies to the one before. Each gives 100, −100 or 0.</summary>
internal static class OneBarPatterns
{
    public static int Doji(in PatternBar a) => a.IsDoji ? 100 : 0;

    public static int DragonflyDoji(in PatternBar a) => a.IsDoji && !a.HasUpperShadow && a.LowerShadow > a.ShadowVeryShort ? 100 : 0;

    public static int GravestoneDoji(in PatternBar a) => a.IsDoji && !a.HasLowerShadow && a.UpperShadow > a.ShadowVeryShort ? 100 : 0;

    public static int LongLeggedDoji(in PatternBar a) => a.IsDoji && (a.LowerShadow > a.ShadowLong || a.UpperShadow > a.ShadowLong) ? 100 : 0;

    public static int RickshawMan(in PatternBar a) =>
        a.IsDoji && a.LowerShadow > a.ShadowLong && a.UpperShadow > a.ShadowLong
        && (2 * (a.Bottom - a.Low)) - a.Range <= a.Near * 2 && a.Range - (2 * (a.Top - a.Low)) <= a.Near * 2 ? 100 : 0;

    public static int Takuri(in PatternBar a) => a.IsDoji && !a.HasUpperShadow && a.LowerShadow > a.ShadowVeryLong ? 100 : 0;

    public static int HighWave(in PatternBar a) =>
        a.IsShort && a.UpperShadow > a.ShadowVeryLong && a.LowerShadow > a.ShadowVeryLong ? 100 * a.Colour : 0;

    public static int SpinningTop(in PatternBar a) => a.IsShort && a.UpperShadow > a.Body && a.LowerShadow > a.Body ? 100 * a.Colour : 0;

    public static int LongLine(in PatternBar a) => a.IsLong && HasShortShadows(in a) ? 100 * a.Colour : 0;

    public static int ShortLine(in PatternBar a) => a.IsShort && HasShortShadows(in a) ? 100 * a.Colour : 0;

    private static bool HasShortShadows(in PatternBar a) => a.UpperShadow < a.ShadowShort && a.LowerShadow < a.ShadowShort;

    public static int Marubozu(in PatternBar a) => IsMarubozu(in a) ? 100 * a.Colour : 0;

    public static bool IsMarubozu(in PatternBar a) => a.IsLong && !a.HasUpperShadow && !a.HasLowerShadow;

    public static int ClosingMarubozu(in PatternBar a) => a.IsLong && !(a.IsWhite ? a.HasUpperShadow : a.HasLowerShadow) ? 100 * a.Colour : 0;

    public static int BeltHold(in PatternBar a) => a.IsLong && !(a.IsWhite ? a.HasLowerShadow : a.HasUpperShadow) ? 100 * a.Colour : 0;

    public static int Hammer(in PatternBar a, in PatternBar b) => IsHammer(in b) && b.Bottom - a.Low <= a.Near ? 100 : 0;

    public static int HangingMan(in PatternBar a, in PatternBar b) => IsHammer(in b) && a.High - b.Bottom <= a.Near ? -100 : 0;

    private static bool IsHammer(in PatternBar a) => a.IsShort && a.LowerShadow > a.ShadowLong && !a.HasUpperShadow;

    public static int InvertedHammer(in PatternBar a, in PatternBar b) => IsInvertedHammer(in b) && b.GapsDownFrom(in a) ? 100 : 0;

    public static int ShootingStar(in PatternBar a, in PatternBar b) => IsInvertedHammer(in b) && b.GapsUpFrom(in a) ? -100 : 0;

    private static bool IsInvertedHammer(in PatternBar a) => a.IsShort && a.UpperShadow > a.ShadowLong && !a.HasLowerShadow;
}
