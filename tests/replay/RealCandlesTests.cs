using Pawl.Engine;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Replay;

/// <summary>Candles of every recorded day of trades against the naive reference.</summary>
public sealed class RealCandlesTests
{
    public static TheoryData<string> Files => [.. MarketData.TickFiles.Select(f => Path.GetFileName(f)!).DefaultIfEmpty("")];

    [Theory, MemberData(nameof(Files))]
    public void Equal_the_naive_reference(string file)
    {
        Assert.SkipWhen(MarketData.IsAbsent, MarketData.Absent);
        string path = Repository.Shared("data", "ticks", file);
        string[] frames = ["1s", "1m", "5m", "15m", "1h", "1d"];
        InputEvent[] events = MarketData.Read(path);
        Runs run = Runs.Of(Runs.CandlesOnly(frames));
        List<NaiveBar> bars = run.Candles(events);
        bars.AddRange(run.Candles(run.Flush()));
        Assert.Equal(NaiveCandles.Of(MarketData.ReadNaively(path), frames), bars);
        foreach (string frame in frames)
        {
            Runs direct = Runs.Of(Runs.CandlesOnly(frame));
            List<NaiveBar> alone = direct.Candles(events);
            alone.AddRange(direct.Candles(direct.Flush()));
            Assert.Equal(bars.Where(b => b.Frame == frame).Select(b => b with { ClosedBy = 0 }), alone.Select(b => b with { ClosedBy = 0 }));
        }
    }
}
