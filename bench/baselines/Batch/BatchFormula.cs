namespace Pawl.Bench.Baselines.Batch;

/// <summary>A kind with parameters, and the same formula as passes over whole arrays.</summary>
/// <param name="Parameters"><c>name=value</c>, separated by semicolons</param>
/// <param name="Fields">the kind's fields, in their order</param>
/// <param name="Inputs">what the kind reads, where it is not the bars or their closes; FRAME stands for the time frame</param>
public sealed record BatchFormula(string Kind, string Parameters, Func<Columns, Column[]> Fields, params string[] Inputs)
{
    public static IEnumerable<BatchFormula> All =>
        [.. AverageFormulas.All, .. OscillatorFormulas.All, .. RangeFormulas.All, .. StatisticsFormulas.All, .. PatternFormulas.All];

    public static BatchFormula Of(string kind, string parameters, Func<Columns, Column> value) => new(kind, parameters, bars => [value(bars)]);
}
