using Pawl.Engine;
using Pawl.Ingestion;
using Pawl.Tests.Support;
using Pawl.Types;

namespace Pawl.Tests.Unit.Indicators;

/// <summary>
/// Sixty bars whose indicators were computed once with the C implementation of TA-Lib (unstable period 0, default
/// compatibility); the tests of the kinds and <c>published.csv</c> hold the results, printed with six decimals.
/// </summary>
internal static class GoldenBars
{
    /// <summary>Half a unit of the sixth decimal, and a little.</summary>
    public const double Tolerance = 6e-7;

    public static IReadOnlyList<Candle> Candles { get; } = Read();

    public static IReadOnlyList<Price> Closes { get; } = [.. Candles.Select(c => c.Close)];

    /// <summary>Checks single values of a series; everything before <paramref name="first"/> must be missing.</summary>
    public static void Check(IReadOnlyList<(int Index, double Value)> outputs, int first, params (int Index, double Value)[] expected)
    {
        Xunit.Assert.Equal(Enumerable.Range(first, 60 - first), outputs.Select(o => o.Index));
        foreach ((int index, double value) in expected)
        {
            Xunit.Assert.Equal(value, outputs[index - first].Value, Tolerance);
        }
    }

    private static Candle[] Read()
    {
        using CsvFile file = CsvFile.Open(Repository.PathOf("tests", "unit", "Indicators", "Parity", "golden_5m.csv"), new SymbolTable());
        InputEvent[] events = new InputEvent[100];
        return [.. events[..file.Read(events)].Select((e, i) => Bars.Of(Bars.Start(i), e.Candle.Open, e.Candle.High, e.Candle.Low, e.Candle.Close, e.Candle.Volume))];
    }
}
