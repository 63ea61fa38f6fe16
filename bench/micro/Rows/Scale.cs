using Pawl.Engine;

namespace Pawl.Bench.Rows;

/// <summary>Many symbols on one thread and on two.</summary>
internal static class Scale
{
    public static IEnumerable<Row> Make(bool quick)
    {
        int ticks = quick ? 400_000 : 2_000_000;
        var thousand = new SymbolStream(1000, ticks);
        var one = new SymbolStream(1, ticks);
        foreach ((string name, string file) in new[] { ("reference pipeline", "reference.yaml"), ("tick job", "tick_job.yaml") })
        {
            Graph graph = Pipelines.Load(file);
            var many = new ManyLogs(graph, thousand);
            var single = new ManyLogs(graph, one);
            yield return new Row($"{name}: 1 000 symbols", "1 symbol, as many ticks", Goal.AtLeastAsFast(0.8), many.Events, "tick", () => many.Go(1), () => single.Go(1));
            yield return new Row($"{name}: 1 000 symbols on 2 threads", "on 1 thread", Goal.AtLeastAsFast(1.8), many.Events, "tick", () => many.Go(2), () => many.Go(1));
        }
    }
}
