using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>The newest bars; 0 is the one that has just closed.</summary>
internal readonly ref struct PatternWindow
{
    /// <summary>Bars kept: those in the averages of the newest one, and the one that leaves them.</summary>
    public const int Capacity = PatternBar.Averaged + 1;

    private readonly RingView<PatternBar> bars;
    private readonly long penetration;

    /// <param name="penetration">How far a body must be entered, as a fraction; zero: as far as is usual for the pattern.</param>
    public PatternWindow(RingView<PatternBar> bars, Price penetration)
    {
        this.bars = bars;
        this.penetration = penetration.Raw;
    }

    public ref readonly PatternBar this[int back] => ref bars[back];

    /// <summary>Takes the bar that has just closed.</summary>
    public static void Push(RingView<PatternBar> bars, in Candle candle)
    {
        PatternBar none = default;
        PatternBar before = bars.Count > 0 ? bars[0] : none;
        PatternBar tenth = bars.Count > PatternBar.Averaged ? bars[PatternBar.Averaged] : none;
        PatternBar fifth = bars.Count > PatternBar.AveragedNear ? bars[PatternBar.AveragedNear] : none;
        bars.Push(PatternBar.Of(in candle, in before, in tenth, in fifth));
    }

    /// <summary>Part of a bar's body that another must have entered.</summary>
    /// <param name="percent">What is usual for the pattern.</param>
    public CandleLimit Penetration(int back, int percent) =>
        penetration == 0 ? new CandleLimit(bars[back].Body, percent, 100) : new CandleLimit(bars[back].Body, penetration, Price.Scale);
}
