using Pawl.Backtesting.Statistics;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Backtesting;

/// <summary>A picture's data stay bounded and lose no extreme.</summary>
public sealed class BoundedCurveTests
{
    [Fact]
    public void Pieces_follow_each_other_and_keep_every_extreme()
    {
        Random random = new(11);
        foreach (int count in (int[])[1, 7, 8, 9, 16, 17, 1_000, 12_345])
        {
            BoundedCurve curve = new(8);
            double[] values = [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];
            for (int i = 0; i < count; i++) curve.Add(new Timestamp(i), values[i]);
            Assert.InRange(curve.Pieces.Count, Math.Min(count, 4), 8);
            Assert.Equal(values[^1], curve.Pieces[^1].Last);
            long next = 0;
            foreach (CurvePiece piece in curve.Pieces)
            {
                Assert.Equal(next, piece.From.Nanoseconds);
                double[] within = values[(int)piece.From.Nanoseconds..((int)piece.To.Nanoseconds + 1)];
                Assert.Equal((within.Min(), within.Max(), within[^1]), (piece.Low, piece.High, piece.Last));
                next = piece.To.Nanoseconds + 1;
            }

            Assert.Equal(count, next);
        }
    }

    [Fact]
    public void Bars_put_together_are_the_bars_of_the_whole()
    {
        Random random = new(12);
        BoundedBars bars = new(8);
        List<PictureBar> all = [];
        for (int i = 0; i < 3_001; i++)
        {
            double open = random.NextDouble();
            all.Add(new PictureBar(new Timestamp(i), new Timestamp(i + 1), open, open + random.NextDouble(), open - random.NextDouble(), open));
            bars.Add(all[^1]);
        }

        Assert.InRange(bars.Bars.Count, 4, 8);
        foreach (PictureBar bar in bars.Bars)
        {
            PictureBar[] within = [.. all.Where(b => b.From >= bar.From && b.To <= bar.To)];
            Assert.Equal((within[0].Open, within.Max(b => b.High), within.Min(b => b.Low), within[^1].Close), (bar.Open, bar.High, bar.Low, bar.Close));
        }
    }
}
