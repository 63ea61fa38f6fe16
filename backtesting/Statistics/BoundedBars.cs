using Pawl.Types;

namespace Pawl.Backtesting.Statistics;

/// <summary>A bar of a picture: one candle, or several in a row put together.</summary>
public readonly record struct PictureBar(Timestamp From, Timestamp To, double Open, double High, double Low, double Close);

/// <summary>Candles of any number in bounded memory, for pictures: when there are too many, neighbours are put together two by two.</summary>
/// <param name="capacity">The most bars that are kept; even, at least 2.</param>
public sealed class BoundedBars(int capacity = 1024)
{
    private readonly List<PictureBar> bars = new(capacity);
    private long perBar = 1;
    private long inLast;

    public IReadOnlyList<PictureBar> Bars => bars;

    public void Add(in PictureBar bar)
    {
        if (inLast > 0 && inLast < perBar)
        {
            bars[^1] = Join(bars[^1], bar);
            inLast++;
            return;
        }

        if (bars.Count == capacity)
        {
            for (int i = 0; i < capacity / 2; i++)
            {
                bars[i] = Join(bars[2 * i], bars[(2 * i) + 1]);
            }

            bars.RemoveRange(capacity / 2, capacity / 2);
            perBar *= 2;
        }

        bars.Add(bar);
        inLast = 1;
    }

    private static PictureBar Join(PictureBar a, PictureBar b) =>
        new(a.From, b.To, a.Open, Math.Max(a.High, b.High), Math.Min(a.Low, b.Low), b.Close);
}
