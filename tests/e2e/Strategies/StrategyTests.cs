using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Strategies;

/// <summary>Strategies in Lua from the command line.</summary>
public sealed class StrategyTests : IDisposable
{
    private static readonly string Trades = Repository.PathOf("samples", "data", "DEMO_trades.csv.gz");

    private static readonly string Cross = Repository.PathOf("config", "pipelines", "scripts", "moving_average_cross.lua");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_new_strategy_can_be_checked_and_run()
    {
        Assert.Equal(0, PawlProgram.Run(folder.Path, "strategy", "new", "mine.lua").Code);
        Ending again = PawlProgram.Run(folder.Path, "strategy", "new", "mine.lua");
        Assert.Equal((1, "pawl: mine.lua: exists; choose another name\n"), (again.Code, again.Error));
        Assert.Equal("mine.lua: Follows a breakout. Inputs: high, low, price; parameters: size, flatten_on_hold\n", PawlProgram.Run(folder.Path, "strategy", "lint", "mine.lua").Text);
        Ending run = PawlProgram.Run(folder.Path, "strategy", "test", "mine.lua", "--data", Trades);
        Assert.True(run.Code == 0, run.Error);
        Assert.Contains(" DEMO mine watch → close_watch: broke out\n", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_shipped_strategy_gives_the_same_twice()
    {
        Ending one = PawlProgram.Run(folder.Path, "strategy", "test", Cross, "--data", Trades);
        Ending two = PawlProgram.Run(folder.Path, "strategy", "test", Cross, "--data", Trades);
        Assert.True(one.Code == 0, one.Error);
        Assert.Contains("signal entry buy 1 at ", one.Text, StringComparison.Ordinal);
        Assert.Equal(one.Hash("run"), two.Hash("run"));
        Assert.Equal(one.OutputHash, two.OutputHash);
    }

    [Fact]
    public void An_error_has_its_place_its_stack_and_the_event()
    {
        folder.Write("broken.lua", "strategy{inputs = {price = \"candle(1m)\"}}\nlocal function level(x)\n  return x.high.value\nend\nfunction on_watch(ctx)\n  if ctx.inputs.price.previous then return level(ctx) + 1 end\nend\n");
        Ending run = PawlProgram.Run(folder.Path, "strategy", "test", "broken.lua", "--data", Trades);
        Assert.Equal(1, run.Code);
        Assert.Contains("broken.lua:3: attempt to index a nil value (field 'high'); the strategy is on hold\n    broken.lua:3: in upvalue 'level'\n    broken.lua:6: in local 'handler'\n    in state Watch at cycle ", run.Text, StringComparison.Ordinal);
        folder.Write("wrong.lua", "strategy{inputs = {}}\n");
        Assert.Equal((1, "wrong.lua:1:1: strategy: an input must be called price, what is traded is valued at it; write inputs = {price = \"candle(1m)\"}\n"), Of(PawlProgram.Run(folder.Path, "strategy", "lint", "wrong.lua")));
    }

    [Fact]
    public void A_changed_script_takes_effect_through_the_log_and_the_run_can_be_verified()
    {
        Directory.CreateDirectory(folder["scripts"]);
        string script = File.ReadAllText(Cross);
        folder.Write("scripts/cross.lua", script);
        folder.Write("p.yaml", "nodes:\n  mine: {kind: lua, script: cross}\n");
        string Run(string part) => $"zcat {Trades} | {part} pawl run -p p.yaml -d DEMO=- --store live.db --out out";
        Assert.Equal(0, PawlProgram.Shell(folder.Path, Run("sed -n 1,6000p |")).Code);
        string before = File.ReadAllText(folder["out/DEMO.jsonl"]);
        Assert.Contains("fast crossed above slow", before, StringComparison.Ordinal);
        folder.Write("scripts/cross.lua", script.Replace("fast crossed above slow", "up it goes", StringComparison.Ordinal));
        Ending second = PawlProgram.Shell(folder.Path, Run(""));
        Assert.True(second.Code == 0, second.Error);
        string all = File.ReadAllText(folder["out/DEMO.jsonl"]);
        Assert.StartsWith(before, all, StringComparison.Ordinal);
        Assert.DoesNotContain("fast crossed above slow", all[before.Length..], StringComparison.Ordinal);
        Assert.Contains("up it goes", all, StringComparison.Ordinal);
        Ending verified = PawlProgram.Run(folder.Path, "verify", "-p", "p.yaml", "--store", "live.db");
        Assert.True(verified.Code == 0, verified.Text + verified.Error);
    }

    private static (int Code, string Text) Of(Ending ending) => (ending.Code, ending.Text);
}
