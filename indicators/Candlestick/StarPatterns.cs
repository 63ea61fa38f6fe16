namespace Pawl.Indicators;

/// <summary>Patterns of three bars, a, b and c, of which the second stands apart.</summary>
internal static class StarPatterns
{
    public static int AbandonedBaby(in PatternBar a, in PatternBar b, in PatternBar c, CandleLimit penetration)
    {
        if (!a.IsLong || !b.IsDoji || !(c.Body > c.BodyShort) || a.Colour == c.Colour)
        {
            return 0;
        }

        bool isTop = a.IsWhite && a.Close - c.Close > penetration && b.LiesAbove(in a) && c.LiesBelow(in b);
        bool isBottom = a.IsBlack && c.Close - a.Close > penetration && b.LiesBelow(in a) && c.LiesAbove(in b);
        return isTop || isBottom ? 100 * c.Colour : 0;
    }

    public static int MorningStar(in PatternBar a, in PatternBar b, in PatternBar c, CandleLimit penetration) =>
        b.Body <= b.BodyShort ? Bottom(in a, in b, in c, penetration) : 0;

    public static int MorningDojiStar(in PatternBar a, in PatternBar b, in PatternBar c, CandleLimit penetration) =>
        b.IsDoji ? Bottom(in a, in b, in c, penetration) : 0;

    private static int Bottom(in PatternBar a, in PatternBar b, in PatternBar c, CandleLimit penetration) =>
        a.IsLong && a.IsBlack && b.GapsDownFrom(in a) && c.Body > c.BodyShort && c.IsWhite && c.Close - a.Close > penetration ? 100 : 0;

    public static int EveningStar(in PatternBar a, in PatternBar b, in PatternBar c, CandleLimit penetration) =>
        b.Body <= b.BodyShort ? Top(in a, in b, in c, penetration) : 0;

    public static int EveningDojiStar(in PatternBar a, in PatternBar b, in PatternBar c, CandleLimit penetration) =>
        b.IsDoji ? Top(in a, in b, in c, penetration) : 0;

    private static int Top(in PatternBar a, in PatternBar b, in PatternBar c, CandleLimit penetration) =>
        a.IsLong && a.IsWhite && b.GapsUpFrom(in a) && c.Body > c.BodyShort && c.IsBlack && a.Close - c.Close > penetration ? -100 : 0;

    public static int Tristar(in PatternBar a, in PatternBar b, in PatternBar c)
    {
        CandleLimit doji = a.BodyDoji;
        if (!(a.Body <= doji) || !(b.Body <= doji) || !(c.Body <= doji))
        {
            return 0;
        }

        return b.GapsUpFrom(in a) && c.Top < b.Top ? -100 : b.GapsDownFrom(in a) && c.Bottom > b.Bottom ? 100 : 0;
    }

    public static int UniqueThreeRiver(in PatternBar a, in PatternBar b, in PatternBar c) =>
        a.IsLong && a.IsBlack && b.IsBlack && b.Close > a.Close && b.Open <= a.Open && b.Low < a.Low
        && c.IsShort && c.IsWhite && c.Open > b.Low ? 100 : 0;

    public static int TwoCrows(in PatternBar a, in PatternBar b, in PatternBar c) =>
        a.IsWhite && a.IsLong && b.IsBlack && b.GapsUpFrom(in a) && c.IsBlack
        && c.Open < b.Open && c.Open > b.Close && c.Close > a.Open && c.Close < a.Close ? -100 : 0;

    public static int UpsideGapTwoCrows(in PatternBar a, in PatternBar b, in PatternBar c) =>
        a.IsWhite && a.IsLong && b.IsBlack && b.Body <= b.BodyShort && b.GapsUpFrom(in a)
        && c.IsBlack && c.Open > b.Open && c.Close < b.Close && c.Close > a.Close ? -100 : 0;
}
