using Pawl.Backtesting.Sweeps;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Backtesting.Sweeps;

public sealed class WalkForwardTests
{
    [Fact]
    public void Stretches_out_of_sample_follow_each_other_and_never_overlap_what_was_chosen_on()
    {
        IReadOnlyList<WalkForwardWindow> windows = WalkForward.Windows(At(0), At(100), TimeSpan.FromDays(30), TimeSpan.FromDays(20), anchored: false);
        Assert.Equal([(0, 30, 50), (20, 50, 70), (40, 70, 90), (60, 90, 100)], windows.Select(Days));
    }

    [Fact]
    public void Anchored_windows_all_begin_at_the_beginning() =>
        Assert.Equal([(0, 30, 60), (0, 60, 90)], WalkForward.Windows(At(0), At(100), TimeSpan.FromDays(30), TimeSpan.FromDays(30), anchored: true).Select(Days));

    [Fact]
    public void A_range_too_short_has_no_window() =>
        Assert.Empty(WalkForward.Windows(At(0), At(30), TimeSpan.FromDays(30), TimeSpan.FromDays(20), anchored: false));

    private static Timestamp At(int day) => SampleRun.Start.AddNanoseconds(day * Timestamp.NanosecondsPerDay);

    private static (int, int, int) Days(WalkForwardWindow window) => (Day(window.From), Day(window.Split), Day(window.To));

    private static int Day(Timestamp time) => (int)((time - SampleRun.Start) / Timestamp.NanosecondsPerDay);
}
