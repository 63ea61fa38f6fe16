using System.Runtime.InteropServices;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>A pattern that the newest bars show.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct FoundPattern
{
    [Field("start of the bar that completes it")]
    public Timestamp BarTime;

    [Field("the pattern")]
    public CandlestickPattern Pattern;

    [Field("above 0: up, below 0: down; 100, 80 where bodies share an edge, 200 where it is confirmed")]
    public long Value;
}

/// <summary>Which patterns are wanted.</summary>
public enum PatternDirection
{
    Any,
    Up,
    Down,
}

[Kind(
    "candlestick_scan",
    "patterns",
    "All candlestick patterns that the newest bars show.",
    Formula = "each pattern as in candlestick, from the bar on at which its averages are full; in one bar those found in the order of their names. "
        + "Signs count as in candlestick: a doji or a spinning top has one too",
    Source = "TA-Lib CDL functions with their default settings",
    ComparedWith = "the C implementation of TA-Lib (0.6.0-dev) over 20000 bars, and examples of each pattern with near misses")]
public readonly struct CandlestickScan : IEventKind<CandlestickScan.Parameters, CandlestickScan.State, In<Candle>, FoundPattern>
{
    public struct Parameters
    {
        [Param("any", "whether only patterns of one sign are told")]
        public PatternDirection Direction;

        [Param(1, 200, 80, "the least value, either way, that is told: 80 all, 100 without shared edges, 200 only what is confirmed")]
        public int Least;

        [Param("0", "1", "0", "how far into the body of the first bar a star, cloud, baby or mat must close, as a fraction; 0: as far as is usual for it")]
        public Price Penetration;
    }

    public struct State
    {
        internal Ring<PatternBar> Bars;
        internal long Count;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Bars = l.Ring<PatternBar>(PatternWindow.Capacity);

    public static void Step(in Parameters p, ref State s, in In<Candle> x, in Ctx c, ref Emitter<FoundPattern> e)
    {
        ref readonly Candle candle = ref c.Value(x);
        RingView<PatternBar> bars = c.Open(ref s.Bars);
        PatternWindow.Push(bars, in candle);
        PatternWindow window = new(bars, p.Penetration);
        long index = s.Count++;
        for (int i = 0; i < Patterns.Count; i++)
        {
            CandlestickPattern pattern = (CandlestickPattern)i;
            int value = index < Patterns.Lookback(pattern) ? 0 : Patterns.Evaluate(pattern, window);
            bool isWanted = p.Direction == PatternDirection.Any || (p.Direction == PatternDirection.Up ? value > 0 : value < 0);
            if (value != 0 && isWanted && Math.Abs(value) >= p.Least)
            {
                e.Emit(new FoundPattern { BarTime = candle.Start, Pattern = pattern, Value = value });
            }
        }
    }
}
