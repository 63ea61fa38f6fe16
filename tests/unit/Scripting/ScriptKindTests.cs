using Pawl.Engine;
using Pawl.Scripting;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Scripting;

/// <summary>Scripts as nodes: what they decide goes through the machine, and what they remember through everything that states go through.</summary>
public sealed class ScriptKindTests
{
    private const string Climber = """
        strategy{inputs = {price = "candle(1m)"}}
        function on_watch(ctx)
          local m, price = ctx.memory, ctx.inputs.price
          m.seen = (m.seen or 0) + 1
          m.list = m.list or {}
          m.list[#m.list + 1] = price.value
          if #m.list > 3 then table.remove(m.list, 1) end
          if price.previous and price.value > price.previous then
            return close_watch{reason = "up " .. m.seen, within = 600}
          end
        end
        function on_close_watch(ctx)
          local price = ctx.inputs.price
          if price.value > price.previous then
            return enter{side = "long", size = 2, stop = price.value - 10, reason = "up again", within = 600}
          end
          return watch{reason = "down"}
        end
        function on_in_trade(ctx)
          ctx.memory.held = ctx.position.size
          if ctx.inputs.price.value < ctx.position.stop then return exit{reason = "below the stop"} end
          if ctx.inputs.price.value > 120 then return adjust{stop = 110} end
        end
        """;

    private static Price P(double value) => new((long)(value * Price.Scale));

    private static string Said(IEnumerable<object> messages) => string.Join("; ", messages.Select(m => m switch
    {
        StateTransition t => $"{t.From}>{t.To} {t.Reason}",
        TradeSignal s => $"{s.Kind} {s.Side} {s.Size} {s.Price} {s.Reason}",
        _ => "",
    }).Where(t => t.Length > 0));

    [Fact]
    public void Goes_through_the_states_as_fills_come()
    {
        StrategyRun run = ScriptRuns.Of(("climber", Climber));
        Assert.Equal("", Said(run.Close(P(100))));
        Assert.Equal("Watch>CloseWatch up 2", Said(run.Close(P(101))));
        Assert.Equal("Entry Buy 2 102 up again", Said(run.Close(P(102))));
        Assert.Equal("CloseWatch>InTrade the entry was filled", Said(run.Fill("climber", OrderPurpose.Entry, 2, P(102))));
        Assert.Equal("", Said(run.Close(P(103))));
        Assert.Equal("Stop Sell 0 121 adjust", Said(run.Close(P(121))));
        Assert.Equal("Exit Sell 0 109 below the stop", Said(run.Close(P(109))));
        Assert.Equal("InTrade>Watch the position is closed", Said(run.Fill("climber", OrderPurpose.Exit, -2, P(109))));
    }

    [Fact]
    public void A_set_up_that_is_void_returns_to_watch()
    {
        StrategyRun run = ScriptRuns.Of(("climber", Climber));
        run.Close(P(100));
        run.Close(P(101));
        Assert.Equal("CloseWatch>Watch down", Said(run.Close(P(99))));
    }

    [Fact]
    public void A_log_that_is_saved_and_loaded_goes_on_like_one_that_was_not()
    {
        StrategyRun straight = ScriptRuns.Of(("climber", Climber));
        StrategyRun broken = ScriptRuns.Of(("climber", Climber));
        Random random = new(5);
        for (int i = 0; i < 200; i++)
        {
            Price close = P(100 + random.Next(-5, 6));
            string expected = Said(straight.Close(close));
            broken = broken.SaveAndLoad();
            Assert.Equal(expected, Said(broken.Close(close)));
            Assert.True(straight.Log.Block.SequenceEqual(broken.Log.Block), $"bar {i}");
            if (expected.StartsWith("Entry", StringComparison.Ordinal))
            {
                straight.Fill("climber", OrderPurpose.Entry, 2, close);
                broken.Fill("climber", OrderPurpose.Entry, 2, close);
            }
            else if (expected.StartsWith("Exit", StringComparison.Ordinal))
            {
                straight.Fill("climber", OrderPurpose.Exit, -2, close);
                broken.Fill("climber", OrderPurpose.Exit, -2, close);
            }
        }

        Assert.True(straight.Log.Header.Cycle > 200, "no entry was ever filled");
    }

    [Fact]
    public void A_fork_goes_its_own_way()
    {
        Graph graph = ScriptRuns.Compile(("climber", Climber));
        Runs run = Runs.Of(graph);
        run.Process([Bar(1, 100), Bar(2, 101)]);
        Runs fork = run.Fork();
        byte[] before = run.Log.Block.ToArray();
        string ofFork = fork.Process([Bar(3, 102), Bar(4, 103)]);
        Assert.True(run.Log.Block.SequenceEqual(before));
        Assert.Equal(ofFork, run.Process([Bar(3, 102), Bar(4, 103)]));
        Assert.True(run.Log.Block.SequenceEqual(fork.Log.Block));
    }

    [Fact]
    public void A_reset_empties_the_memory()
    {
        Graph graph = ScriptRuns.Compile(("climber", Climber));
        Runs used = Runs.Of(graph);
        used.Process([Bar(1, 100), Bar(2, 99)]);
        used.Log.Reset("climber");
        Assert.Contains("up 2", used.Process([Bar(3, 100), Bar(4, 101)]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_failing_script_is_put_on_hold_and_the_others_go_on()
    {
        const string Failing = """
            strategy{inputs = {price = "candle(1m)"}}
            function on_watch(ctx)
              ctx.memory.n = (ctx.memory.n or 0) + 1
              if ctx.memory.n == 2 then while true do end end
            end
            """;
        Graph graph = ScriptRuns.Compile(("climber", Climber), ("failing", Failing));
        Runs run = Runs.Of(graph);
        run.Process([Bar(1, 100)]);
        string said = run.Process([Bar(2, 101)]);
        Assert.Contains("\"failing\"", said, StringComparison.Ordinal);
        Assert.Contains("failing.lua:4: more than 200000 instructions in one call", said, StringComparison.Ordinal);
        Assert.Contains("up 2", said, StringComparison.Ordinal);
        Assert.DoesNotContain("failing.lua", run.Process([Bar(3, 102), Bar(4, 103)]), StringComparison.Ordinal);
        run.Log.Reset("failing");
        Assert.DoesNotContain("failing.lua", run.Process([Bar(5, 104)]), StringComparison.Ordinal);
        Assert.Contains("failing.lua:4:", run.Process([Bar(6, 105)]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_strategy_on_hold_follows_its_fills_and_may_flatten()
    {
        const string Failing = """
            strategy{inputs = {price = "candle(1m)"}}
            function on_watch(ctx) return enter{side = "short", size = 1} end
            function on_in_trade(ctx) return enter{side = "long"} end
            """;
        StrategyRun run = ScriptRuns.Of(("failing", Failing));
        Assert.Equal("Watch>CloseWatch enter; Entry Sell 1 100 enter", Said(run.Close(P(100))));
        InvalidOperationException failure = Assert.Throws<InvalidOperationException>(() => run.Fill("failing", OrderPurpose.Entry, -1, P(100)));
        Assert.Equal("failing.lua: enter: a position is held; exit comes first", failure.Message);
        run.Log.Outbox.Clear();
        Assert.Equal("", Said(run.Close(P(90))));
        Assert.Equal("InTrade>Watch the stop was filled", Said(run.Fill("failing", OrderPurpose.Stop, 1, P(110))));
    }

    [Fact]
    public void Another_version_takes_effect_between_two_events_and_the_memory_stays()
    {
        const string Source = """
            strategy{inputs = {price = "candle(1m)"}}
            function on_watch(ctx)
              ctx.memory.n = (ctx.memory.n or 0) + 1
              if ctx.memory.n % 2 == 0 then return close_watch{reason = "VERSION " .. ctx.memory.n, within = 1} end
            end
            """;
        ScriptFile second = new("counter", Source.Replace("VERSION", "second", StringComparison.Ordinal));
        Graph graph = ScriptRuns.Compile(version => version == second.Version ? second : null, ("counter", Source.Replace("VERSION", "first", StringComparison.Ordinal)));
        Runs run = Runs.Of(graph);
        InputEvent[] events = [Bar(1, 100), Bar(2, 100), Bar(3, 100), Bar(4, 100), Switch("counter", 4, second.Version), Bar(5, 100), Bar(6, 100), Bar(7, 100), Bar(8, 100)];
        string said = run.Process(events);
        Assert.Contains("first 2", said, StringComparison.Ordinal);
        Assert.Contains("second 6", said, StringComparison.Ordinal);
        Assert.DoesNotContain("first 6", said, StringComparison.Ordinal);
        Assert.Equal(second.Version, run.Log.VersionOf("counter"));

        // A replay switches at the same event, and so does one that was saved and restored on the way.
        Runs again = Runs.Of(graph);
        string replayed = "";
        foreach (InputEvent e in events)
        {
            replayed += again.Process([e]);
            again = again.SaveAndLoad();
        }

        Assert.Equal(said, replayed);
        Assert.True(run.Log.Block.SequenceEqual(again.Log.Block));
    }

    [Fact]
    public void A_version_that_is_not_here_puts_the_strategy_on_hold()
    {
        Runs run = Runs.Of(ScriptRuns.Compile(("climber", Climber)));
        Assert.Contains("climber.lua: version 00000000000000ff of it is not here", run.Process([Bar(1, 100), Switch("climber", 1, 255), Bar(2, 101)]), StringComparison.Ordinal);
    }

    private static InputEvent Switch(string node, int minute, long version)
    {
        InputEvent e = new() { Kind = EventKind.Control, Time = new Timestamp(minute * 60_000_000_000L) };
        e.Control = new LogCommand { Action = LogAction.Switch, Name = Text64.From(node), From = version };
        return e;
    }

    [Fact]
    public void Calls_allocate_nothing()
    {
        Runs run = Runs.Of(ScriptRuns.Compile(("quiet", """
            strategy{inputs = {price = "candle(1m)"}}
            function on_watch(ctx)
              ctx.memory.high = math.max(ctx.memory.high or 0, ctx.inputs.price.value)
            end
            """)));
        InputEvent[] bars = [.. Enumerable.Range(1, 400).Select(i => Bar(i, 100 + (i % 7)))];
        run.Driver.Process(run.Log, bars.AsSpan(0, 200));
        run.Log.Outbox.Clear();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 200; i < 400; i++)
        {
            run.Driver.Process(run.Log, bars.AsSpan(i, 1));
            run.Log.Outbox.Clear();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static InputEvent Bar(int minute, double close)
    {
        long end = minute * 60_000_000_000L;
        Candle candle = new() { Start = new Timestamp(end - 60_000_000_000L), Open = P(close), High = P(close), Low = P(close), Close = P(close), CloseTime = new Timestamp(end) };
        return new InputEvent { Kind = EventKind.Candle, Time = candle.CloseTime, Candle = candle, TimeFrame = TimeFrame.Parse("1m") };
    }
}
