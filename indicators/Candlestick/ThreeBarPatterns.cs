namespace Pawl.Indicators;

/// <summary>Patterns of three bars, a, b and c.</summary>
internal static class ThreeBarPatterns
{
    public static int ThreeInside(in PatternBar a, in PatternBar b, in PatternBar c) =>
        a.IsLong && b.Body <= b.BodyShort && b.Top < a.Top && b.Bottom > a.Bottom
        && (a.IsWhite ? c.IsBlack && c.Close < a.Open : c.IsWhite && c.Close > a.Open) ? -100 * a.Colour : 0;

    public static int ThreeOutside(in PatternBar a, in PatternBar b, in PatternBar c) =>
        a.Colour == -b.Colour && b.Top > a.Top && b.Bottom < a.Bottom && (b.IsWhite ? c.Close > b.Close : c.Close < b.Close) ? 100 * b.Colour : 0;

    public static int ThreeStarsInSouth(in PatternBar a, in PatternBar b, in PatternBar c) =>
        a.IsBlack && b.IsBlack && c.IsBlack
        && a.IsLong && a.LowerShadow > a.ShadowLong
        && b.Body < a.Body && b.Open > a.Close && b.Open <= a.High && b.Low < a.Close && b.Low >= a.Low && b.LowerShadow > b.ShadowVeryShort
        && c.IsShort && !c.HasLowerShadow && !c.HasUpperShadow && c.IsInside(in b) ? 100 : 0;

    public static int ThreeWhiteSoldiers(in PatternBar a, in PatternBar b, in PatternBar c) =>
        Rises(in a, in b, in c) && OpensIn(in a, in b) && OpensIn(in b, in c)
        && !a.HasUpperShadow && !b.HasUpperShadow && !c.HasUpperShadow
        && a.Body - b.Body < a.Far && b.Body - c.Body < b.Far && c.Body > c.BodyShort ? 100 : 0;

    public static int AdvanceBlock(in PatternBar a, in PatternBar b, in PatternBar c)
    {
        if (!Rises(in a, in b, in c) || !OpensIn(in a, in b) || !OpensIn(in b, in c) || !a.IsLong || !(a.UpperShadow < a.ShadowShort))
        {
            return 0;
        }

        bool isWeaker = (a.Body - b.Body > a.Far && c.Body - b.Body < b.Near)
            || b.Body - c.Body > b.Far
            || (c.Body < b.Body && b.Body < a.Body && (c.UpperShadow > c.ShadowShort || b.UpperShadow > b.ShadowShort))
            || (c.Body < b.Body && c.UpperShadow > c.ShadowLong);
        return isWeaker ? -100 : 0;
    }

    public static int StalledPattern(in PatternBar a, in PatternBar b, in PatternBar c) =>
        Rises(in a, in b, in c) && a.IsLong && b.IsLong && !b.HasUpperShadow && OpensIn(in a, in b)
        && c.IsShort && b.Close - c.Body - c.Open <= b.Near ? -100 : 0;

    /// <summary>Three white bars, each closing above the one before.</summary>
    private static bool Rises(in PatternBar a, in PatternBar b, in PatternBar c) =>
        a.IsWhite && b.IsWhite && c.IsWhite && c.Close > b.Close && b.Close > a.Close;

    /// <summary>Whether a bar opens in the body of the white one before, or near above it.</summary>
    private static bool OpensIn(in PatternBar a, in PatternBar b) => b.Open > a.Open && b.Open - a.Close <= a.Near;

    public static int IdenticalThreeCrows(in PatternBar a, in PatternBar b, in PatternBar c) =>
        a.IsBlack && b.IsBlack && c.IsBlack && !a.HasLowerShadow && !b.HasLowerShadow && !c.HasLowerShadow
        && a.Close > b.Close && b.Close > c.Close && Math.Abs(b.Open - a.Close) <= a.Equal && Math.Abs(c.Open - b.Close) <= b.Equal ? -100 : 0;

    public static int StickSandwich(in PatternBar a, in PatternBar b, in PatternBar c) =>
        a.IsBlack && b.IsWhite && c.IsBlack && b.Low > a.Close && Math.Abs(c.Close - a.Close) <= a.Equal ? 100 : 0;

    public static int GapSideSideWhite(in PatternBar a, in PatternBar b, in PatternBar c)
    {
        bool isUp = b.GapsUpFrom(in a) && c.GapsUpFrom(in a);
        bool isDown = b.GapsDownFrom(in a) && c.GapsDownFrom(in a);
        bool isSide = b.IsWhite && c.IsWhite && Math.Abs(c.Body - b.Body) <= b.Near && Math.Abs(c.Open - b.Open) <= b.Equal;
        return !isSide ? 0 : isUp ? 100 : isDown ? -100 : 0;
    }

    public static int TasukiGap(in PatternBar a, in PatternBar b, in PatternBar c)
    {
        bool isUp = b.GapsUpFrom(in a) && b.IsWhite && c.IsBlack && c.Open < b.Close && c.Open > b.Open && c.Close < b.Open && c.Close > a.Top;
        bool isDown = b.GapsDownFrom(in a) && b.IsBlack && c.IsWhite && c.Open < b.Open && c.Open > b.Close && c.Close > b.Open && c.Close < a.Bottom;
        return (isUp || isDown) && Math.Abs(b.Body - c.Body) < b.Near ? 100 * b.Colour : 0;
    }

    public static int GapThreeMethods(in PatternBar a, in PatternBar b, in PatternBar c) =>
        a.Colour == b.Colour && b.Colour == -c.Colour
        && c.Open < b.Top && c.Open > b.Bottom && c.Close < a.Top && c.Close > a.Bottom
        && (a.IsWhite ? b.GapsUpFrom(in a) : b.GapsDownFrom(in a)) ? 100 * a.Colour : 0;
}
