using Pawl.Candles;
using Pawl.Engine;
using Pawl.Host.Configuration;
using Pawl.Host.Verification;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Replay;

/// <summary>A whole recorded day through the shipped pipeline: prefixes, previews and restarts.</summary>
public sealed class RealDayTests
{
    private static readonly Lazy<InputEvent[]> Day = new(() => MarketData.Read(MarketData.SpyDay));

    private static Graph Shipped() =>
        Runs.Compile(PipelineFile.Read(Repository.PathOf("config", "pipelines", "us_equity_ticks.yaml"), out _)!.Declaration);

    [Fact]
    public void Keeps_what_verification_asks_of_every_pipeline()
    {
        Assert.SkipWhen(MarketData.IsAbsent, MarketData.Absent);
        Graph graph = Shipped();
        MemoryTape tape = new(new TapeLog(graph, "SPY", new CandleDriver(graph)), Day.Value);
        VerificationResult found = new Verifier(tape) { Every = 1000 }.Run(TestContext.Current.CancellationToken);
        Assert.All(found.Checks, check => Assert.True(check.First is null, check.ToString()));
    }

    [Fact]
    public void The_preview_on_every_tick_of_an_hour_equals_a_fork_whose_bars_end()
    {
        Assert.SkipWhen(MarketData.IsAbsent, MarketData.Absent);
        Graph graph = Shipped();
        Runs run = Runs.Of(graph, "SPY");
        EngineLog scratch = run.Log.CreateScratch();
        Timestamp from = Timestamp.Parse("2013-10-07T17:00:00Z");
        Timestamp to = Timestamp.Parse("2013-10-07T18:00:00Z");
        run.Process(Day.Value.Where(e => e.Time < from).ToArray());
        TimeFrame[] frames = [.. graph.Channels.Select(c => c.TimeFrame).Where(f => !f.IsNone).Distinct()];
        HashSet<string> previewed = [];
        byte[] before = [];
        foreach (InputEvent e in Day.Value.Where(e => e.Time >= from && e.Time < to))
        {
            run.Process([e]);
            before = run.Log.Block.ToArray();
            foreach (TimeFrame frame in frames)
            {
                Assert.True(run.Driver.Preview(run.Log, scratch, 0, frame, out Timestamp end));
                Assert.Equal(run.Fork().Process([Runs.Clock(end)]), Runs.Lines(scratch, channel => previewed.Add(channel.Node)));
            }

            Assert.True(run.Log.Block.SequenceEqual(before));
        }

        Assert.Empty(graph.Channels.Where(c => !c.TimeFrame.IsNone && c.Schema.ClrType != typeof(NodeError)).Select(c => c.Node).Except(previewed));
    }
}
