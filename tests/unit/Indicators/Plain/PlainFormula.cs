using Pawl.Types;

namespace Pawl.Tests.Unit.Indicators;

/// <summary>A kind with parameters, and a function that gives its fields over whole arrays.</summary>
/// <param name="Tolerance">Relative to the largest value of the series.</param>
internal sealed record PlainFormula(string Kind, string Parameters, Func<PlainBars, double[][]> Fields, string[] Inputs, double Tolerance = 1e-9)
{
    /// <summary>Whether nothing can be said of prices that stand still.</summary>
    public bool NeedsMovement { get; init; }

    /// <summary>A kind of one field.</summary>
    public static PlainFormula Of(string kind, string parameters, Func<PlainBars, double[]> value, double tolerance = 1e-9) =>
        new(kind, parameters, bars => [value(bars)], [], tolerance);

    /// <summary>A kind of several fields, in their order.</summary>
    public static PlainFormula Of(string kind, string parameters, Func<PlainBars, double[][]> fields, double tolerance = 1e-9) =>
        new(kind, parameters, fields, [], tolerance);
}

/// <summary>Bars as arrays.</summary>
internal sealed record PlainBars(IReadOnlyList<Candle> All)
{
    public double[] Open { get; } = Series.Of(All, Series.Open);

    public double[] High { get; } = Series.Of(All, Series.High);

    public double[] Low { get; } = Series.Of(All, Series.Low);

    public double[] Close { get; } = Series.Of(All, Series.Close);

    public double[] Volume { get; } = Series.Of(All, b => b.Volume.ToDouble());

    public double[] Typical => High.With(Low, (h, l) => h + l).With(Close, (s, c) => (s + c) / 3);

    public double[] TrueRange => Series.TrueRange(All);
}
