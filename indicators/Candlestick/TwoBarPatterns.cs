namespace Pawl.Indicators;

/// <summary>Patterns of two bars, a and then b.</summary>
internal static class TwoBarPatterns
{
    /// <summary>A result for bodies that meet at an edge, where 100 asks for more.</summary>
    private const int Weak = 80;

    public static int Counterattack(in PatternBar a, in PatternBar b) =>
        a.Colour == -b.Colour && a.IsLong && b.IsLong && Math.Abs(b.Close - a.Close) <= a.Equal ? 100 * b.Colour : 0;

    public static int DarkCloudCover(in PatternBar a, in PatternBar b, CandleLimit penetration) =>
        a.IsWhite && a.IsLong && b.IsBlack && b.Open > a.High && b.Close > a.Open && a.Close - b.Close > penetration ? -100 : 0;

    public static int Piercing(in PatternBar a, in PatternBar b) =>
        a.IsBlack && a.IsLong && b.IsWhite && b.IsLong && b.Open < a.Low && b.Close < a.Open && 2 * (b.Close - a.Close) > a.Body ? 100 : 0;

    public static int DojiStar(in PatternBar a, in PatternBar b) =>
        a.IsLong && b.IsDoji && (a.IsWhite ? b.GapsUpFrom(in a) : b.GapsDownFrom(in a)) ? -100 * a.Colour : 0;

    public static int Engulfing(in PatternBar a, in PatternBar b)
    {
        bool engulfs = a.Colour == -b.Colour && b.Top >= a.Top && b.Bottom <= a.Bottom && (b.Top > a.Top || b.Bottom < a.Bottom);
        return !engulfs ? 0 : b.Top != a.Top && b.Bottom != a.Bottom ? 100 * b.Colour : Weak * b.Colour;
    }

    public static int Harami(in PatternBar a, in PatternBar b) => a.IsLong && b.Body <= b.BodyShort ? Within(in a, in b) : 0;

    public static int HaramiCross(in PatternBar a, in PatternBar b) => a.IsLong && b.IsDoji ? Within(in a, in b) : 0;

    private static int Within(in PatternBar a, in PatternBar b) =>
        b.Top < a.Top && b.Bottom > a.Bottom ? -100 * a.Colour : b.Top <= a.Top && b.Bottom >= a.Bottom ? -Weak * a.Colour : 0;

    public static int HomingPigeon(in PatternBar a, in PatternBar b) =>
        a.IsBlack && b.IsBlack && a.IsLong && b.Body <= b.BodyShort && b.Open < a.Open && b.Close > a.Close ? 100 : 0;

    public static int InNeck(in PatternBar a, in PatternBar b) =>
        OpensBelow(in a, in b) && b.Close >= a.Close && b.Close - a.Close <= a.Equal ? -100 : 0;

    public static int OnNeck(in PatternBar a, in PatternBar b) => OpensBelow(in a, in b) && Math.Abs(b.Close - a.Low) <= a.Equal ? -100 : 0;

    public static int Thrusting(in PatternBar a, in PatternBar b) =>
        OpensBelow(in a, in b) && b.Close - a.Close > a.Equal && 2 * (b.Close - a.Close) <= a.Body ? -100 : 0;

    private static bool OpensBelow(in PatternBar a, in PatternBar b) => a.IsBlack && a.IsLong && b.IsWhite && b.Open < a.Low;

    public static int Kicking(in PatternBar a, in PatternBar b) => IsKicking(in a, in b) ? 100 * b.Colour : 0;

    public static int KickingByLength(in PatternBar a, in PatternBar b) =>
        IsKicking(in a, in b) ? 100 * (b.Body > a.Body ? b.Colour : a.Colour) : 0;

    private static bool IsKicking(in PatternBar a, in PatternBar b) =>
        a.Colour == -b.Colour && OneBarPatterns.IsMarubozu(in a) && OneBarPatterns.IsMarubozu(in b) && (a.IsBlack ? b.LiesAbove(in a) : b.LiesBelow(in a));

    public static int MatchingLow(in PatternBar a, in PatternBar b) =>
        a.IsBlack && b.IsBlack && Math.Abs(b.Close - a.Close) <= a.Equal ? 100 : 0;

    public static int SeparatingLines(in PatternBar a, in PatternBar b) =>
        a.Colour == -b.Colour && Math.Abs(b.Open - a.Open) <= a.Equal && b.IsLong && !(b.IsWhite ? b.HasLowerShadow : b.HasUpperShadow) ? 100 * b.Colour : 0;
}
