namespace Pawl.Indicators;

/// <summary>Patterns of four and five bars, a to e, and those that are confirmed by later bars.</summary>
internal static class LongerPatterns
{
    /// <summary>Bars after a hikkake that may confirm it.</summary>
    private const int Patience = 3;

    /// <param name="z">The bar before, which the first crow falls away from.</param>
    public static int ThreeBlackCrows(in PatternBar z, in PatternBar a, in PatternBar b, in PatternBar c) =>
        z.IsWhite && a.IsBlack && b.IsBlack && c.IsBlack && !a.HasLowerShadow && !b.HasLowerShadow && !c.HasLowerShadow
        && b.Open < a.Open && b.Open > a.Close && c.Open < b.Open && c.Open > b.Close
        && z.High > a.Close && a.Close > b.Close && b.Close > c.Close ? -100 : 0;

    public static int ThreeLineStrike(in PatternBar a, in PatternBar b, in PatternBar c, in PatternBar d)
    {
        if (a.Colour != b.Colour || b.Colour != c.Colour || d.Colour != -c.Colour || !OpensBeside(in a, in b) || !OpensBeside(in b, in c))
        {
            return 0;
        }

        bool strikes = c.IsWhite
            ? c.Close > b.Close && b.Close > a.Close && d.Open > c.Close && d.Close < a.Open
            : c.Close < b.Close && b.Close < a.Close && d.Open < c.Close && d.Close > a.Open;
        return strikes ? 100 * c.Colour : 0;
    }

    private static bool OpensBeside(in PatternBar a, in PatternBar b) => a.Bottom - b.Open <= a.Near && b.Open - a.Top <= a.Near;

    public static int ConcealingBabySwallow(in PatternBar a, in PatternBar b, in PatternBar c, in PatternBar d) =>
        a.IsBlack && b.IsBlack && c.IsBlack && d.IsBlack
        && !a.HasLowerShadow && !a.HasUpperShadow && !b.HasLowerShadow && !b.HasUpperShadow
        && c.GapsDownFrom(in b) && c.UpperShadow > c.ShadowVeryShort && c.High > b.Close && d.High > c.High && d.Low < c.Low ? 100 : 0;

    public static int Breakaway(in PatternBar a, in PatternBar b, in PatternBar c, in PatternBar d, in PatternBar e)
    {
        if (!a.IsLong || a.Colour != b.Colour || b.Colour != d.Colour || d.Colour != -e.Colour)
        {
            return 0;
        }

        bool breaks = a.IsBlack
            ? b.GapsDownFrom(in a) && c.High < b.High && c.Low < b.Low && d.High < c.High && d.Low < c.Low && e.Close > b.Open && e.Close < a.Close
            : b.GapsUpFrom(in a) && c.High > b.High && c.Low > b.Low && d.High > c.High && d.Low > c.Low && e.Close < b.Open && e.Close > a.Close;
        return breaks ? 100 * e.Colour : 0;
    }

    public static int LadderBottom(in PatternBar a, in PatternBar b, in PatternBar c, in PatternBar d, in PatternBar e) =>
        a.IsBlack && b.IsBlack && c.IsBlack && a.Open > b.Open && b.Open > c.Open && a.Close > b.Close && b.Close > c.Close
        && d.IsBlack && d.UpperShadow > d.ShadowVeryShort && e.IsWhite && e.Open > d.Open && e.Close > d.High ? 100 : 0;

    public static int MatHold(in PatternBar a, in PatternBar b, in PatternBar c, in PatternBar d, in PatternBar e, CandleLimit penetration) =>
        a.IsLong && b.IsShort && c.IsShort && d.IsShort && a.IsWhite && b.IsBlack && e.IsWhite && b.GapsUpFrom(in a)
        && c.Bottom < a.Close && d.Bottom < a.Close && a.Close - c.Bottom < penetration && a.Close - d.Bottom < penetration
        && c.Top < b.Open && d.Top < c.Top && e.Open > d.Close && e.Close > Math.Max(b.High, Math.Max(c.High, d.High)) ? 100 : 0;

    public static int RisingFallingThreeMethods(in PatternBar a, in PatternBar b, in PatternBar c, in PatternBar d, in PatternBar e)
    {
        int colour = a.Colour;
        bool isShape = a.IsLong && b.IsShort && c.IsShort && d.IsShort && e.IsLong
            && b.Colour == -colour && c.Colour == -colour && d.Colour == -colour && e.Colour == colour
            && MeetsRange(in a, in b) && MeetsRange(in a, in c) && MeetsRange(in a, in d);
        return isShape && colour * c.Close < colour * b.Close && colour * d.Close < colour * c.Close
            && colour * e.Open > colour * d.Close && colour * e.Close > colour * a.Close ? 100 * colour : 0;
    }

    private static bool MeetsRange(in PatternBar a, in PatternBar b) => b.Bottom < a.High && b.Top > a.Low;

    public static int Hikkake(PatternWindow w) => Confirmed(w, isModified: false);

    public static int HikkakeModified(PatternWindow w) => Confirmed(w, isModified: true);

    /// <summary>A new pattern; else the one of the last bars, if this bar is the first that closes beyond its inside bar.</summary>
    private static int Confirmed(PatternWindow w, bool isModified)
    {
        int found = At(w, 0, isModified);
        for (int back = 1; found == 0 && back <= Patience; back++)
        {
            int old = At(w, back, isModified);
            if (old != 0)
            {
                return IsFirstBeyond(w, back, old) ? 2 * old : 0;
            }
        }

        return found;
    }

    private static int At(PatternWindow w, int back, bool isModified)
    {
        ref readonly PatternBar last = ref w[back];
        ref readonly PatternBar inside = ref w[back + 1];
        ref readonly PatternBar outside = ref w[back + 2];
        bool isDown = last.High > inside.High && last.Low > inside.Low;
        bool isUp = last.High < inside.High && last.Low < inside.Low;
        if (!inside.IsInside(in outside) || !(isUp || isDown))
        {
            return 0;
        }

        if (isModified)
        {
            bool isAtEdge = isUp ? outside.Close - outside.Low <= outside.Near : outside.High - outside.Close <= outside.Near;
            if (!outside.IsInside(in w[back + 3]) || !isAtEdge)
            {
                return 0;
            }
        }

        return isUp ? 100 : -100;
    }

    private static bool IsFirstBeyond(PatternWindow w, int back, int direction)
    {
        ref readonly PatternBar inside = ref w[back + 1];
        for (int later = back - 1; later >= 0; later--)
        {
            if (direction > 0 ? w[later].Close > inside.High : w[later].Close < inside.Low)
            {
                return later == 0;
            }
        }

        return false;
    }
}
