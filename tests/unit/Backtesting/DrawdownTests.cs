using Pawl.Backtesting.Statistics;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Backtesting;

public sealed class DrawdownTests
{
    [Fact]
    public void Depth_amount_and_times_are_those_of_a_series_that_can_be_read_by_eye()
    {
        // Day:            0    1    2    3    4    5     6    7    8
        double[] equity = [100, 120, 90, 110, 121, 200, 170, 160, 190];
        Drawdown fall = new(100, At(0));
        for (int day = 0; day < equity.Length; day++) fall.Mark(At(day), equity[day]);

        // 120 → 90 is 25 %, 200 → 160 is 20 % but 40 in money.
        Assert.Equal(0.25, fall.Depth, 1e-12);
        Assert.Equal((At(1), At(2)), (fall.Peak, fall.Trough));
        Assert.Equal(40, fall.Amount);
        Assert.Equal(TimeSpan.FromDays(3), fall.LongestRecovery);
        Assert.Equal(TimeSpan.FromDays(3), fall.LongestUnderWater);
        Assert.Equal(0.05, fall.Current, 1e-12);
    }

    [Fact]
    public void Random_walks_fall_as_deep_as_the_worst_pair_of_marks()
    {
        Random random = new(7);
        for (int round = 0; round < 200; round++)
        {
            double[] walk = new double[random.Next(2, 60)];
            for (int i = 0; i < walk.Length; i++) walk[i] = Math.Max(1, (i == 0 ? 100 : walk[i - 1]) + random.Next(-10, 11));
            Drawdown fall = new(walk[0], At(0));
            for (int i = 0; i < walk.Length; i++) fall.Mark(At(i), walk[i]);
            double worst = 0;
            for (int from = 0; from < walk.Length; from++)
            {
                for (int to = from; to < walk.Length; to++) worst = Math.Max(worst, (walk[from] - walk[to]) / walk[from]);
            }

            Assert.Equal(worst, fall.Depth, 1e-12);
        }
    }

    private static Timestamp At(int day) => SampleRun.Start.AddNanoseconds(day * Timestamp.NanosecondsPerDay);
}
