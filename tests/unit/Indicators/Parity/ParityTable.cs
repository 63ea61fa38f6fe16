using System.Globalization;
using Pawl.Tests.Support;

namespace Pawl.Tests.Unit.Indicators;

/// <summary>
/// Single values of kinds that other programs computed: a row each in a CSV file of kind, parameters, inputs, field, index
/// of the bar and value. Parameters and inputs are joined by semicolons.
/// </summary>
internal static class ParityTable
{
    /// <summary>What is compared at once: one node, and some of its values.</summary>
    public sealed record Case(string Kind, (string Name, string Value)[] Parameters, string[] Inputs, (string Field, int Index, double Value)[] Expected);

    public static IEnumerable<Case> Read(string file) => File
        .ReadLines(Repository.PathOf("tests", "unit", "Indicators", "Parity", file))
        .Skip(1)
        .Select(line => line.Split(','))
        .GroupBy(cells => (cells[0], cells[1], cells[2]))
        .Select(group => new Case(
            group.Key.Item1,
            [.. Split(group.Key.Item2).Select(text => text.Split('=')).Select(pair => (pair[0], pair[1]))],
            [.. Split(group.Key.Item3)],
            [.. group.Select(cells => (cells[3], int.Parse(cells[4], CultureInfo.InvariantCulture), double.Parse(cells[5], CultureInfo.InvariantCulture)))]));

    private static string[] Split(string cell) => cell.Split(';', StringSplitOptions.RemoveEmptyEntries);
}
