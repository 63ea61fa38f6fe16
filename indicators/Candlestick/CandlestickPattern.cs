namespace Pawl.Indicators;

/// <summary>
/// The candlestick patterns; each is named like its function in TA-Lib or in full, and described by what people take it to
/// say and by what it asks of its bars, a, b, c … from old to new. The words short, long, near … are those of
/// <see cref="PatternBar"/>.
/// </summary>
public enum CandlestickPattern : long
{
    [Pattern("A doji that gaps away from a long bar and is left behind by a gap the other way: a turn.", 10, 2, Source = "TA-Lib CDLABANDONEDBABY",
        Formula = "a long; b doji; c longer than short, of the other colour; no price of b in common with a or with c; c closes more than penetration (0.3) into the body of a. Up at a bottom, down at a top")]
    AbandonedBaby,

    [Pattern("Three rising white bars that lose strength: the rise may end.", 10, 2, Source = "TA-Lib CDLADVANCEBLOCK",
        Formula = "three white, each closing higher, each opening in or near the body before; a long with a short upper shadow; b far smaller than a and c no longer than near b, or c far smaller than b, or bodies that shrink with a long upper shadow of b or c, or c smaller than b with an upper shadow longer than its body")]
    AdvanceBlock,

    [Pattern("A long bar that opens at its extreme: strength in its own direction.", 10, 0, Source = "TA-Lib CDLBELTHOLD",
        Formula = "long; white without lower shadow, or black without upper shadow")]
    BeltHold,

    [Pattern("A move that gaps, runs on for three bars and is taken back into the gap: a turn.", 10, 4, Source = "TA-Lib CDLBREAKAWAY",
        Formula = "a long; b of its colour gaps on; c and d go on with higher highs and lows (or lower ones), d of the colour of a; e of the other colour closes inside the gap")]
    Breakaway,

    [Pattern("A long bar that closes at its extreme: strength in its own direction.", 10, 0, Source = "TA-Lib CDLCLOSINGMARUBOZU",
        Formula = "long; white without upper shadow, or black without lower shadow")]
    ClosingMarubozu,

    [Pattern("Four black bars of which the last swallows the one before: a turn upwards.", 10, 3, Source = "TA-Lib CDLCONCEALBABYSWALL",
        Formula = "four black; a and b without shadows; c gaps down and has an upper shadow into the body of b; d engulfs c with its shadows")]
    ConcealingBabySwallow,

    [Pattern("A long bar that takes back the move of a long bar before it to the same close: a turn.", 10, 1, Source = "TA-Lib CDLCOUNTERATTACK",
        Formula = "a and b long, of different colours; closes equal. Sign of b")]
    Counterattack,

    [Pattern("A black bar that opens above a long white one and closes well inside its body: a turn downwards.", 10, 1, Source = "TA-Lib CDLDARKCLOUDCOVER",
        Formula = "a long, white; b black, opens above the high of a, closes more than penetration (0.5) into the body of a and above its open")]
    DarkCloudCover,

    [Pattern("Open and close are equal: nobody wins.", 10, 0, Source = "TA-Lib CDLDOJI",
        Formula = "body ≤ doji")]
    Doji,

    [Pattern("A doji that gaps away from a long bar: a turn may come.", 10, 1, Source = "TA-Lib CDLDOJISTAR",
        Formula = "a long; b doji, its body beyond that of a in the direction of a. Sign against a")]
    DojiStar,

    [Pattern("A doji at the top of its range.", 10, 0, Source = "TA-Lib CDLDRAGONFLYDOJI",
        Formula = "doji without upper shadow, with a lower shadow")]
    DragonflyDoji,

    [Pattern("A body that takes in the body of the other colour before it: a turn.", 0, 2, Source = "TA-Lib CDLENGULFING",
        Formula = "b of the other colour than a; its body holds that of a and is larger; ±80 where the bodies share an edge. Sign of b")]
    Engulfing,

    [Pattern("A doji above a long white bar, then a fall into that bar: a turn downwards.", 10, 2, Source = "TA-Lib CDLEVENINGDOJISTAR",
        Formula = "a long, white; b doji, body gaps up; c black, longer than short, closes more than penetration (0.3) into the body of a")]
    EveningDojiStar,

    [Pattern("A small body above a long white bar, then a fall into that bar: a turn downwards.", 10, 2, Source = "TA-Lib CDLEVENINGSTAR",
        Formula = "a long, white; b short, body gaps up; c black, longer than short, closes more than penetration (0.3) into the body of a")]
    EveningStar,

    [Pattern("Two white bars side by side beyond a gap: the move goes on.", 5, 2, Source = "TA-Lib CDLGAPSIDESIDEWHITE",
        Formula = "b and c white, their bodies beyond that of a on the same side; bodies near, opens equal. Sign of the gap")]
    GapSideSideWhite,

    [Pattern("A gap between two bars of one colour that a third closes: the move goes on.", 0, 2, Source = "TA-Lib CDLXSIDEGAP3METHODS",
        Formula = "a and b of one colour with a body gap in their direction; c of the other opens in the body of b and closes in that of a. Sign of a")]
    GapThreeMethods,

    [Pattern("A doji at the bottom of its range.", 10, 0, Source = "TA-Lib CDLGRAVESTONEDOJI",
        Formula = "doji without lower shadow, with an upper shadow")]
    GravestoneDoji,

    [Pattern("A small body on a long lower shadow, low down: a turn upwards.", 10, 1, Source = "TA-Lib CDLHAMMER",
        Formula = "short; lower shadow longer than the body; no upper shadow; body at or near the low of the bar before")]
    Hammer,

    [Pattern("A small body on a long lower shadow, high up: a turn downwards.", 10, 1, Source = "TA-Lib CDLHANGINGMAN",
        Formula = "short; lower shadow longer than the body; no upper shadow; body at or near the high of the bar before")]
    HangingMan,

    [Pattern("A small body within a long one: the move pauses or turns.", 10, 1, Source = "TA-Lib CDLHARAMI",
        Formula = "a long; b short, its body within that of a; ±80 where they share an edge. Sign against a")]
    Harami,

    [Pattern("A doji within a long body: the move pauses or turns.", 10, 1, Source = "TA-Lib CDLHARAMICROSS",
        Formula = "a long; b doji, its body within that of a; ±80 where they share an edge. Sign against a")]
    HaramiCross,

    [Pattern("A small body between very long shadows: nobody wins.", 10, 0, Source = "TA-Lib CDLHIGHWAVE",
        Formula = "short; both shadows longer than twice the body. Sign of its colour")]
    HighWave,

    [Pattern("A break out of an inside bar that fails: a move the other way.", 0, 5, Source = "TA-Lib CDLHIKKAKE",
        Formula = "b inside a; c with a lower high and low: up, with a higher high and low: down. ±200 at the first of three later bars that closes beyond b in that direction, unless a newer one comes first")]
    Hikkake,

    [Pattern("A hikkake after a bar that is itself inside and closes at its edge.", 5, 5, Source = "TA-Lib CDLHIKKAKEMOD",
        Formula = "as hikkake; a itself inside the bar before it, its close near its low (up) or near its high (down)")]
    HikkakeModified,

    [Pattern("A small black body within a long black one: a turn upwards.", 10, 1, Source = "TA-Lib CDLHOMINGPIGEON",
        Formula = "a long, b short, both black; the body of b inside that of a")]
    HomingPigeon,

    [Pattern("Three black bars that each open at the close before: the fall goes on.", 10, 2, Source = "TA-Lib CDLIDENTICAL3CROWS",
        Formula = "three black without lower shadows, each closing lower; opens equal to the close before")]
    IdenticalThreeCrows,

    [Pattern("A white bar that only comes back to the close of a long black one: the fall goes on.", 10, 1, Source = "TA-Lib CDLINNECK",
        Formula = "a long, black; b white, opens below the low of a, closes at the close of a or equal to it from above")]
    InNeck,

    [Pattern("A small body under a long upper shadow after a gap down: a turn upwards.", 10, 1, Source = "TA-Lib CDLINVERTEDHAMMER",
        Formula = "short; upper shadow longer than the body; no lower shadow; body gaps down")]
    InvertedHammer,

    [Pattern("Two bars without shadows in opposite directions with a gap between: a strong move.", 10, 1, Source = "TA-Lib CDLKICKING",
        Formula = "a and b long, without shadows, of different colours; no price in common, b in its own direction. Sign of b")]
    Kicking,

    [Pattern("Kicking, in the direction of the longer of the two.", 10, 1, Source = "TA-Lib CDLKICKINGBYLENGTH",
        Formula = "as kicking. Sign of the longer body")]
    KickingByLength,

    [Pattern("Three falling black bars, one with an upper shadow, then a white one above it: a turn upwards.", 10, 4, Source = "TA-Lib CDLLADDERBOTTOM",
        Formula = "a, b, c black with falling opens and closes; d black with an upper shadow; e white, opens above the open of d and closes above its high")]
    LadderBottom,

    [Pattern("A doji with a long shadow: nobody wins.", 10, 0, Source = "TA-Lib CDLLONGLEGGEDDOJI",
        Formula = "doji; a shadow longer than the body")]
    LongLeggedDoji,

    [Pattern("A long body with short shadows: strength in its own direction.", 10, 0, Source = "TA-Lib CDLLONGLINE",
        Formula = "long; both shadows short. Sign of its colour")]
    LongLine,

    [Pattern("A long body without shadows: strength in its own direction.", 10, 0, Source = "TA-Lib CDLMARUBOZU",
        Formula = "long without shadows. Sign of its colour")]
    Marubozu,

    [Pattern("Two black bars that close at the same price: support.", 5, 1, Source = "TA-Lib CDLMATCHINGLOW",
        Formula = "both black; closes equal")]
    MatchingLow,

    [Pattern("A long white bar, a pause above it that holds, and a new high: the rise goes on.", 10, 4, Source = "TA-Lib CDLMATHOLD",
        Formula = "a long, white; b short, black, gaps up; c and d short, falling, their bodies reach into that of a but less than penetration (0.5); e white, opens above the close of d, closes above all highs of b, c and d")]
    MatHold,

    [Pattern("A doji below a long black bar, then a rise into that bar: a turn upwards.", 10, 2, Source = "TA-Lib CDLMORNINGDOJISTAR",
        Formula = "a long, black; b doji, body gaps down; c white, longer than short, closes more than penetration (0.3) into the body of a")]
    MorningDojiStar,

    [Pattern("A small body below a long black bar, then a rise into that bar: a turn upwards.", 10, 2, Source = "TA-Lib CDLMORNINGSTAR",
        Formula = "a long, black; b short, body gaps down; c white, longer than short, closes more than penetration (0.3) into the body of a")]
    MorningStar,

    [Pattern("A white bar that only comes back to the low of a long black one: the fall goes on.", 10, 1, Source = "TA-Lib CDLONNECK",
        Formula = "a long, black; b white, opens below the low of a and closes equal to it")]
    OnNeck,

    [Pattern("A long white bar that opens below a long black one and closes in the upper half of its body: a turn upwards.", 10, 1, Source = "TA-Lib CDLPIERCING",
        Formula = "a long, black; b long, white, opens below the low of a, closes above the middle of the body of a and below its open")]
    Piercing,

    [Pattern("A doji in the middle of its range: nobody wins.", 10, 0, Source = "TA-Lib CDLRICKSHAWMAN",
        Formula = "doji; both shadows longer than the body; body near the middle of the range")]
    RickshawMan,

    [Pattern("A long bar, three small ones against it within its range, and a long one beyond: the move goes on.", 10, 4, Source = "TA-Lib CDLRISEFALL3METHODS",
        Formula = "a and e long, of one colour; b, c, d short, of the other, reaching into the range of a, closes moving against a; e opens beyond the close of d and closes beyond that of a. Sign of a")]
    RisingFallingThreeMethods,

    [Pattern("A long bar that opens where one of the other colour opened and goes the other way: the move goes on.", 10, 1, Source = "TA-Lib CDLSEPARATINGLINES",
        Formula = "different colours; opens equal; b long without a shadow at its open. Sign of b")]
    SeparatingLines,

    [Pattern("A small body under a long upper shadow after a gap up: a turn downwards.", 10, 1, Source = "TA-Lib CDLSHOOTINGSTAR",
        Formula = "short; upper shadow longer than the body; no lower shadow; body gaps up")]
    ShootingStar,

    [Pattern("A short body with short shadows.", 10, 0, Source = "TA-Lib CDLSHORTLINE",
        Formula = "short; both shadows short. Sign of its colour")]
    ShortLine,

    [Pattern("A short body between longer shadows: nobody wins.", 10, 0, Source = "TA-Lib CDLSPINNINGTOP",
        Formula = "short; both shadows longer than the body. Sign of its colour")]
    SpinningTop,

    [Pattern("Two long white bars and a small one on top of them: the rise may end.", 10, 2, Source = "TA-Lib CDLSTALLEDPATTERN",
        Formula = "three white, each closing higher; a and b long, b without upper shadow, opening in or near the body of a; c short, opening near the close of b")]
    StalledPattern,

    [Pattern("Two black bars that close at the same price with a white one between: support.", 5, 2, Source = "TA-Lib CDLSTICKSANDWICH",
        Formula = "a black, b white with its low above the close of a, c black; closes of a and c equal")]
    StickSandwich,

    [Pattern("A doji at the top of a very long lower shadow.", 10, 0, Source = "TA-Lib CDLTAKURI",
        Formula = "doji without upper shadow; lower shadow longer than twice the body")]
    Takuri,

    [Pattern("A gap that a bar of the other colour enters and does not close: the move goes on.", 5, 2, Source = "TA-Lib CDLTASUKIGAP",
        Formula = "body of b beyond that of a, white above or black below; c of the other colour opens in the body of b, closes in the gap; bodies of b and c near. Sign of b")]
    TasukiGap,

    [Pattern("Three black bars that each close lower: a turn downwards.", 10, 3, Source = "TA-Lib CDL3BLACKCROWS",
        Formula = "after a white bar three black without lower shadows, each opening in the body before and closing lower; the first closes below the high of the white one")]
    ThreeBlackCrows,

    [Pattern("A harami that the third bar confirms: a turn.", 10, 2, Source = "TA-Lib CDL3INSIDE",
        Formula = "a long; b short, its body inside that of a; c of the other colour than a closes beyond the open of a. Sign against a")]
    ThreeInside,

    [Pattern("Three bars in one direction and one that takes all back: the move goes on.", 5, 3, Source = "TA-Lib CDL3LINESTRIKE",
        Formula = "three of one colour, each closing further and opening in or near the body before; d of the other colour opens beyond the close of c and closes beyond the open of a. Sign of the three")]
    ThreeLineStrike,

    [Pattern("An engulfing that the third bar confirms: a turn.", 0, 3, Source = "TA-Lib CDL3OUTSIDE",
        Formula = "b of the other colour holds the body of a with room on both sides; c closes beyond the close of b in its direction. Sign of b")]
    ThreeOutside,

    [Pattern("Three black bars that get smaller and fall less: a turn upwards.", 10, 2, Source = "TA-Lib CDL3STARSINSOUTH",
        Formula = "three black; a long with a lower shadow longer than its body; b smaller, opening in the upper part of a, its low not under that of a but under its close, with a lower shadow; c short without shadows, inside b")]
    ThreeStarsInSouth,

    [Pattern("Three white bars that each close higher: a turn upwards.", 10, 2, Source = "TA-Lib CDL3WHITESOLDIERS",
        Formula = "three white without upper shadows, each closing higher and opening in or near the body before; none far smaller than the one before, the last longer than short")]
    ThreeWhiteSoldiers,

    [Pattern("A white bar that comes back into the lower half of a long black body: the fall goes on.", 10, 1, Source = "TA-Lib CDLTHRUSTING",
        Formula = "a long, black; b white, opens below the low of a, closes above the close of a by more than equal, not above the middle of its body")]
    Thrusting,

    [Pattern("Three doji of which the second gaps away: a turn.", 10, 2, Source = "TA-Lib CDLTRISTAR",
        Formula = "three doji by the averages of the first; body of b above that of a and top of c below that of b: down; the mirror: up")]
    Tristar,

    [Pattern("A black bar above a long white one, then a black one that falls back into it: a turn downwards.", 10, 2, Source = "TA-Lib CDL2CROWS",
        Formula = "a long, white; b black, body gaps up; c black, opens in the body of b, closes in that of a")]
    TwoCrows,

    [Pattern("A long black bar, a new low that is bought back, and a small white one below: a turn upwards.", 10, 2, Source = "TA-Lib CDLUNIQUE3RIVER",
        Formula = "a long, black; b black, opening not above a, closing above it, with a lower low; c short, white, opens above the low of b")]
    UniqueThreeRiver,

    [Pattern("Two black bars above a long white one of which the second engulfs the first: a turn downwards.", 10, 2, Source = "TA-Lib CDLUPSIDEGAP2CROWS",
        Formula = "a long, white; b short, black, body gaps up; c black, opens above the open of b, closes under its close and above the close of a")]
    UpsideGapTwoCrows,
}
