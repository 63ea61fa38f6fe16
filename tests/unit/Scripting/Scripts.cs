using Pawl.Scripting;
using Xunit;

namespace Pawl.Tests.Unit.Scripting;

/// <summary>Short ways to load and call scripts.</summary>
internal static class Scripts
{
    private const string Head = "strategy{inputs = {price = 'candle(1m)'}} ";

    /// <summary>A script whose function for watching has a body; the declaration stands before it, on the first line.</summary>
    public static Script Watching(string body, ScriptLimits? limits = null) => Load($"{Head}function on_watch(ctx) {body}\nend", limits);

    public static Script Load(string source, ScriptLimits? limits = null)
    {
        Script script = Script.Load(new ScriptFile("test", source), limits);
        double[] parameters = [.. script.Declaration.Parameters.Select(p => p.Default)];
        script.Prepare(parameters);
        return script;
    }

    /// <summary>Calls it once at a price.</summary>
    public static ScriptAction Call(this Script script, double price = 100, long turn = 1, int handler = 0)
    {
        ScriptPosition position = default;
        script.Begin(handler, 60_000, turn, 7, in position);
        for (int i = 0; i < script.Declaration.Inputs.Length; i++)
        {
            script.SetInput(i, price, double.NaN, isUpdated: true, 0);
        }

        ScriptAction action = script.Invoke(out _);
        script.End();
        return action;
    }

    /// <summary>What it remembers after a call, as it is saved.</summary>
    public static byte[] MemoryAfterCall(this Script script)
    {
        ScriptPosition position = default;
        script.Begin(0, 60_000, 1, 7, in position);
        script.Invoke(out ReadOnlySpan<byte> memory);
        byte[] saved = memory.ToArray();
        script.End();
        return saved;
    }

    /// <summary>What a body returns as the reason of an action: a way to see a text.</summary>
    public static string Said(string expression)
    {
        using Script script = Watching($"return close_watch{{reason = {expression}}}");
        return script.Call().Reason.ToString();
    }

    /// <summary>The message of the error that loading or calling it ends in.</summary>
    public static ScriptException Failure(string source)
    {
        return Assert.Throws<ScriptException>(() =>
        {
            using Script script = Load(source);
            script.Call();
        });
    }
}
