using Pawl.Candles;
using Pawl.Engine;
using Pawl.Host.Verification;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Verification;

/// <summary>What verification finds, and where; it finds nothing where nothing is wrong.</summary>
public sealed class VerifierTests
{
    private static readonly KindRegistry Kinds = new[] { typeof(Peeks), typeof(Remembers), typeof(CountsAll), typeof(SumsOutside), typeof(Mix) }
        .Aggregate(new KindRegistry(), (kinds, type) => kinds.Add(type));

    private static readonly InputEvent[] Events = [.. RandomTicks.Of(21, 2000, wild: false).Select(Runs.Tick)];

    [Fact]
    public void A_sound_pipeline_holds_and_all_of_it_was_compared()
    {
        VerificationResult found = Verify("mix", new MemoryTape(Log("mix"), Events));
        Assert.True(found.Holds);
        Assert.Equal((1, 2000L, 7L), (found.Logs, found.Events, found.Every));
        Assert.True(found.Outputs > 500);
        Assert.Equal(["determinism", "determinism", "look-ahead", "look-ahead", "previews", "restarts"], found.Checks.Select(c => c.Check));
        Assert.All(found.Checks.Where(c => c.Unit != "beginnings" || c.Times == 2000), c => Assert.Equal(found.Outputs, c.Outputs));
        Assert.Equal([1, 1, 2000, 12, found.Checks[4].Times, (2000 / 7) - 1], found.Checks.Select(c => c.Times));
        Assert.InRange(found.Checks[4].Times, 200, 2 * 2000 / 7);
    }

    [Fact]
    public void A_node_that_reads_ahead_is_found_by_the_beginnings()
    {
        CheckResult[] differ = Differing("peeks", new OpenTape(Log("peeks"), Events));
        CheckResult found = Assert.Single(differ, c => c.Unit == "beginnings");
        Assert.Equal(("look-ahead", 12L, "node"), (found.Check, found.Times, found.First!.Node));
        Assert.NotEqual(found.First.Expected.Text, found.First.Found.Text);
        // The first run has said what a later trade costs; where the data ended, there was none to be known.
        InputEvent later = Array.Find(Events, e => e.Time.Nanoseconds > found.First.Expected.Time!.Value.Nanoseconds + Peeks.Ahead);
        Assert.Equal($"{{\"value\":{later.Tick.Price}}}", found.First.Expected.Text);
    }

    [Fact]
    public void A_node_that_remembers_the_future_from_an_earlier_run_is_found()
    {
        Remembers.Seen.Clear();
        CheckResult[] differ = Differing("remembers", new MemoryTape(Log("remembers"), Events));
        Assert.Equal("determinism", differ[0].Check);
        Assert.Contains(differ, c => c.Check == "look-ahead");
    }

    [Fact]
    public void A_counter_that_runs_share_is_found_at_its_first_output()
    {
        CheckResult[] differ = Differing("counts_all", new MemoryTape(Log("counts_all"), Events));
        Assert.Equal("determinism", differ[0].Check);
        Difference first = differ[0].First!;
        Runs plain = Runs.Of(Log("mix").Graph);
        long sequence = Events.Select((e, i) => (Said: plain.Process([e]), Number: i + 1)).First(x => x.Said.Contains("\"node\":\"node\"", StringComparison.Ordinal)).Number;
        Assert.Equal(("X", sequence, "node"), (first.Log, first.Sequence, first.Node));
    }

    [Fact]
    public void State_outside_of_the_block_is_found_by_previews_and_restarts() =>
        Assert.Equal(["previews", "restarts"], Differing("sums_outside", new MemoryTape(Log("sums_outside"), Events)).Select(c => c.Check));

    [Fact]
    public void Bars_without_trades_are_awaited_by_the_log_and_not_by_its_preview()
    {
        Graph graph = Log("mix").Graph;
        CandleDriver driver = new(graph, [Instrument.Default with { Gaps = GapPolicy.Flat }]);
        InputEvent[] close = [.. Events.TakeWhile(e => e.Time.Nanoseconds - Events[0].Time.Nanoseconds < 3_000_000_000_000)];
        Assert.True(new Verifier(new MemoryTape(new TapeLog(graph, "X", driver), close)) { Every = 1 }.Run(TestContext.Current.CancellationToken).Holds);
    }

    private static CheckResult[] Differing(string kind, ITape tape)
    {
        VerificationResult found = Verify(kind, tape);
        Assert.False(found.Holds);
        return [.. found.Checks.Where(c => c.First is not null)];
    }

    private static VerificationResult Verify(string kind, ITape tape) => new Verifier(tape) { Every = kind == "mix" ? 7 : 20 }.Run(TestContext.Current.CancellationToken);

    private static TapeLog Log(string kind)
    {
        Graph graph = Runs.Compile(Runs.Pipeline(["1s", "1m"], ("node", kind, ["candle(1s).close"], [])), Kinds);
        return new TapeLog(graph, "X", new CandleDriver(graph));
    }
}
