using Pawl.Scripting;

namespace Pawl.Bench.Rows;

/// <summary>Calls of a script that looks at two inputs, at its memory, and mostly does nothing.</summary>
internal static class Scripts
{
    private const string Source = """
        strategy{inputs = {price = "candle(1m)", average = "candle(1m)"}}
        function on_watch(ctx)
          local price, average = ctx.inputs.price, ctx.inputs.average
          if price.updated and price.value > average.value * 2 then
            return close_watch{reason = "far above"}
          end
        end
        """;

    public static IEnumerable<Row> Make(bool quick)
    {
        int calls = quick ? 50_000 : 500_000;
        Script script = Script.Load(new ScriptFile("bench", Source));
        script.Prepare([]);
        yield return new Row("a call of a Lua strategy: on_watch", "the same condition in C#", Goal.AtMostEach(10_000), calls, "call", () => Call(script, calls), () => Judge(calls));
    }

    private static void Call(Script script, int calls)
    {
        ScriptPosition position = default;
        for (int i = 0; i < calls; i++)
        {
            script.Begin(0, i, i, 1, in position);
            script.SetInput(0, 100, 100, isUpdated: true, 0);
            script.SetInput(1, 100 + (i & 7), 100, isUpdated: true, 0);
            Sink.Take((long)script.Invoke(out _).Kind);
            script.End();
        }
    }

    private static void Judge(int calls)
    {
        for (int i = 0; i < calls; i++)
        {
            double average = 100;
            double price = 100 + (i & 7);
            Sink.Take(price > average * 2 ? 1 : 0);
        }
    }
}
