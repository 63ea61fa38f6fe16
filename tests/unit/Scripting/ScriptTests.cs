using Pawl.Scripting;
using Xunit;

namespace Pawl.Tests.Unit.Scripting;

/// <summary>What a script declares, is told and may return.</summary>
public sealed class ScriptTests
{
    [Fact]
    public void Declares_inputs_and_parameters()
    {
        using Script script = Script.Load(new ScriptFile("cross", """
            -- Two averages.
            strategy{
              description = "Follows a cross.",
              inputs = {slow = "indicator(slow).value", price = "candle(1m)", fast = {kind = "ema", input = "candle(1m)", period = 9}},
              parameters = {size = 1, limit = {default = 0.5, min = 0, max = 2, doc = "how far"}},
            }
            function on_watch(ctx) end
            """));
        Assert.Equal("Follows a cross.", script.Declaration.Description);
        Assert.Equal(2, script.Declaration.Line);
        Assert.Equal(["fast", "price", "slow"], script.Declaration.Inputs.Select(i => i.Name));
        Assert.Equal(("ema", "candle(1m)", "9"), (script.Declaration.Inputs[0].Kind, script.Declaration.Inputs[0].Settings[0].Text, script.Declaration.Inputs[0].Settings[1].Text));
        Assert.Equal("indicator(slow).value", script.Declaration.Inputs[2].Reference);
        Assert.Equal(new ScriptParameter("limit", 0.5, 0, 2, "how far"), script.Declaration.Parameters[0]);
        Assert.Equal(new ScriptParameter("size", 1, double.MinValue, double.MaxValue, ""), script.Declaration.Parameters[1]);
    }

    [Theory]
    [InlineData("strategy{inputs = {}}", "an input must be called price")]
    [InlineData("strategy{inputs = {Price = 'tick'}}", "'Price' cannot name an input")]
    [InlineData("strategy{inputs = {price = 1}}", "input 'price' is a text such as")]
    [InlineData("strategy{inputs = {price = 'tick'}, parameters = {kind = 1}}", "'kind' means something else for a node")]
    [InlineData("strategy{inputs = {price = 'tick'}, parameters = {a = {default = 3, max = 2}}}", "the default 3 of 'a' is out of range")]
    [InlineData("strategy{inputs = {price = 'tick'}, parameters = {a = {min = 3}}}", "parameter 'a' is a number, or a table such as")]
    [InlineData("strategy{inputs = {price = 'tick'}, parameters = {a = 0/0}}", "'a' takes finite numbers")]
    [InlineData("strategy{inputs = {price = 'tick'}, parameters = {a = {default = 1, step = 2}}}", "parameter 'a' has no 'step'")]
    [InlineData("strategy{inputs = {price = 'tick'}, outputs = {}}", "there is no 'outputs'")]
    [InlineData("strategy{inputs = {price = function() end}}", "'inputs.price' is not a number, a text")]
    [InlineData("strategy{inputs = {price = 'tick'}} strategy{}", "it is declared twice")]
    [InlineData("strategy(1)", "a table such as")]
    public void A_declaration_that_makes_no_sense_is_refused(string source, string expected)
    {
        string message = Scripts.Failure(source + " function on_watch() end").Message;
        Assert.StartsWith("test.lua:1: ", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "there is no function on_watch")]
    [InlineData("on_watch = 1", "on_watch is a number, not a function")]
    public void Functions_are_asked_for(string source, string expected) =>
        Assert.Contains(expected, Scripts.Failure("strategy{inputs = {price = 'tick'}} " + source).Message, StringComparison.Ordinal);

    [Fact]
    public void Is_told_inputs_parameters_position_and_time()
    {
        using Script script = Scripts.Load("""
            strategy{inputs = {price = "tick", other = "quote.bid"}, parameters = {factor = 2}}
            function on_watch(ctx) error("not this one") end
            function on_in_trade(ctx)
              local p, o = ctx.inputs.price, ctx.inputs.other
              assert(p.value == 100.5 and p.previous == nil and p.updated and p.age == 0)
              assert(o.value == nil and o.previous == 7 and not o.updated and o.age == 1500)
              assert(ctx.parameters.factor == 2 and ctx.time == 60000 and ctx.state == "in_trade")
              assert(ctx.position.size == -2 and ctx.position.price == 99 and ctx.position.stop == nil and ctx.position.target == 90)
              return exit{reason = "seen"}
            end
            """);
        ScriptPosition position = default;
        (position[0], position[1], position[2], position[3]) = (-2, 99, double.NaN, 90);
        script.Begin(2, 60_000, 1, 1, in position);
        script.SetInput(0, double.NaN, 7, isUpdated: false, 1500);
        script.SetInput(1, 100.5, double.NaN, isUpdated: true, 0);
        ScriptAction action = script.Invoke(out _);
        Assert.Equal((ScriptActionKind.Exit, "seen"), (action.Kind, action.Reason.ToString()));
    }

    [Fact]
    public void Returns_actions()
    {
        using Script script = Scripts.Watching("return enter{side = 'short', size = 2, limit = 99.5, stop = 101, target = 95, confidence = 0.5, within = 60, reason = 'because'}");
        ScriptAction action = script.Call();
        Assert.Equal((ScriptActionKind.Enter, -1.0, 2.0, 99.5, 101.0), (action.Kind, action.Side, action.Size, action.Limit, action.Stop));
        Assert.Equal((95.0, 0.5, 60.0, "because"), (action.Target, action.Confidence, action.Within, action.Reason.ToString()));
        using Script quiet = Scripts.Watching("return watch()");
        Assert.Equal(ScriptActionKind.Watch, quiet.Call().Kind);
        Assert.True(double.IsNaN(quiet.Call().Size));
        using Script none = Scripts.Watching("");
        Assert.Equal(ScriptActionKind.None, none.Call().Kind);
    }

    [Theory]
    [InlineData("enter{side = 'up'}", "enter: side is 'long' or 'short'")]
    [InlineData("enter{}", "enter: 'side' is missing")]
    [InlineData("enter{side = 'long', size = 0/0}", "enter: size is a finite number, not nan")]
    [InlineData("enter{side = 'long', size = 1/0}", "enter: size is a finite number, not inf")]
    [InlineData("enter{side = 'long', size = -1}", "enter: size is more than 0, not -1")]
    [InlineData("enter{side = 'long', size = '1'}", "enter: size is a finite number, not 1")]
    [InlineData("enter{side = 'long', amount = 1}", "enter: there is no field 'amount'")]
    [InlineData("enter{side = 'long', code = 5}", "enter: there is no field 'code'")]
    [InlineData("exit(5)", "exit: a table is needed, such as exit{reason = \"...\"}")]
    [InlineData("watch{reason = {}}", "watch: reason is a text")]
    [InlineData("{}", "it returned another table")]
    [InlineData("0/0", "it returned nan")]
    [InlineData("'x'", "it returned x")]
    [InlineData("enter", "it returned function")]
    public void What_is_no_action_is_refused(string returned, string expected)
    {
        using Script script = Scripts.Watching($"return {returned}");
        string message = Assert.Throws<ScriptException>(() => script.Call()).Message;
        Assert.EndsWith(expected, message, StringComparison.Ordinal);
        Assert.False(script.IsStopped);
    }

    [Fact]
    public void An_error_shows_file_line_and_stack()
    {
        using Script script = Scripts.Load("""
            strategy{inputs = {price = "tick"}}
            local function inner(x)
              return x.field.value
            end
            function on_watch(ctx)
              local v = inner({})
              return v
            end
            """);
        ScriptException failure = Assert.Throws<ScriptException>(() => script.Call());
        Assert.Equal("test.lua:3: attempt to index a nil value (field 'field')", failure.Message);
        Assert.Equal(["test.lua:3: in upvalue 'inner'", "test.lua:6: in local 'handler'"], failure.Stack);
    }

    [Fact]
    public void A_call_allocates_nothing()
    {
        using Script script = Scripts.Watching("if ctx.inputs.price.value > 1000 then return close_watch{} end");
        for (int i = 0; i < 1000; i++)
        {
            script.Call();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            script.Call();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData("moving_average-2", true)]
    [InlineData("", false)]
    [InlineData("Cross", false)]
    [InlineData("../cross", false)]
    [InlineData("a.b", false)]
    [InlineData("a/b", false)]
    [InlineData("ü", false)]
    public void Names_lead_nowhere(string name, bool expected) => Assert.Equal(expected, ScriptFile.IsName(name));
}
