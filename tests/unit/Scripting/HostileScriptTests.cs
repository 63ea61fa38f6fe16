using Pawl.Scripting;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Scripting;

/// <summary>Scripts that try to run for ever or to take everything: each loses its turn, and nothing else happens.</summary>
public sealed class HostileScriptTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "unit", "Scripting", "Hostile");

    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder, "*.lua").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_stopped_and_another_goes_on(string name)
    {
        using Script other = Scripts.Watching("ctx.memory.n = (ctx.memory.n or 0) + 1 return close_watch{reason = tostring(ctx.memory.n)}");
        Assert.Equal("1", other.Call().Reason.ToString());

        ScriptException failure = Assert.Throws<ScriptException>(() =>
        {
            using Script script = Scripts.Load(File.ReadAllText(Path.Combine(Folder, name + ".lua")));
            try
            {
                script.Call();
            }
            finally
            {
                Assert.InRange(script.InUse, 0, ScriptLimits.Default.Memory + (1 << 20));
            }
        });
        Assert.StartsWith("test.lua", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);

        Assert.Equal("2", other.Call().Reason.ToString());
    }

    [Theory]
    [InlineData("loop", "test.lua:3: more than 200000 instructions in one call")]
    [InlineData("loop_in_pcall", "test.lua:3: more than 200000 instructions in one call")]
    [InlineData("doubling_caught", "more memory than a script may take: 4096 KiB in all, 32 MiB a call, 256 KiB a table, 16 KiB a text")]
    [InlineData("rep_by_method", "test.lua: rep: a text of more than 16384 bytes")]
    [InlineData("loop_of_coroutines", "test.lua:3: attempt to index a nil value (global 'coroutine')")]
    [InlineData("gc_metamethod", "test.lua:3: a metatable must not have __gc")]
    [InlineData("unpack_many", "unpack: more than 200 values")]
    public void Says_why(string name, string expected)
    {
        ScriptException failure = Scripts.Failure(File.ReadAllText(Path.Combine(Folder, name + ".lua")));
        Assert.EndsWith(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_stopped_says_so()
    {
        using Script script = Scripts.Watching("while true do end");
        Assert.True(Assert.Throws<ScriptException>(() => script.Call()).IsStopped);
        Assert.True(script.IsStopped);
    }

    [Fact]
    public void Sources_that_are_no_scripts_are_refused()
    {
        Assert.Equal("test.lua: 65537 bytes; a script has at most 65536", Scripts.Failure(new string('-', 65_537)).Message);
        Assert.Contains("overflow", Scripts.Failure("return " + new string('(', 50_000)).Message, StringComparison.Ordinal);
        Assert.Contains("overflow", Scripts.Failure("x = " + string.Concat(Enumerable.Repeat("{", 50_000))).Message, StringComparison.Ordinal);
        Assert.Contains("attempt to load a binary chunk", Scripts.Failure("\u001bLuaT").Message, StringComparison.Ordinal);
        Assert.StartsWith("test.lua:1: ", Scripts.Failure("x = = 1").Message, StringComparison.Ordinal);
        Assert.Equal("test.lua:1: it declares no strategy; write strategy{inputs = {price = \"candle(1m)\"}} at its beginning", Scripts.Failure("").Message);
    }
}
