using System.Collections.Immutable;
using System.Globalization;

namespace Pawl.Backtesting.Sweeps;

/// <summary>A parameter of the pipeline that is varied, and the values that it may take, in order.</summary>
/// <param name="Name">Where it stands, as node and parameter: <c>fast.period</c>.</param>
/// <param name="Values">As they are written into the pipeline; at least one.</param>
/// <param name="IsOrdered">Whether neighbours in the list are alike: a range of numbers, not a list of names.</param>
public sealed record Parameter(string Name, ImmutableArray<string> Values, bool IsOrdered)
{
    /// <summary>More values than this are a mistake in a range rather than a wish.</summary>
    public const int MostValues = 10_000;

    /// <summary>
    /// Reads <c>NAME=VALUES</c>, where values are a range <c>5..50</c>, a range with a step <c>5..50:5</c> or a list
    /// <c>ema|sma</c>.
    /// </summary>
    /// <exception cref="FormatException">What is wrong, in one line with the value and a remedy.</exception>
    public static Parameter Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || equals + 1 == text.Length)
        {
            throw new FormatException($"'{text}' is not a parameter: write NODE.PARAMETER=FROM..TO:STEP or NODE.PARAMETER=A|B");
        }

        (string name, string values) = (text[..equals].Trim(), text[(equals + 1)..].Trim());
        return values.Contains("..", StringComparison.Ordinal)
            ? new Parameter(name, Range(text, values), IsOrdered: true)
            : new Parameter(name, List(text, values), IsOrdered: false);
    }

    private static ImmutableArray<string> List(string text, string values)
    {
        string[] parts = values.Split('|', StringSplitOptions.TrimEntries);
        if (parts.FirstOrDefault(p => p.Length == 0 || parts.Count(q => q == p) > 1) is { } wrong)
        {
            throw new FormatException(wrong.Length == 0 ? $"'{text}' has an empty value: write A|B" : $"'{text}' has the value '{wrong}' twice: write it once");
        }

        return [.. parts];
    }

    /// <summary>Decimals, so that a step of 0.1 lands on 0.3 and not beside it.</summary>
    private static ImmutableArray<string> Range(string text, string values)
    {
        int dots = values.IndexOf("..", StringComparison.Ordinal);
        int colon = values.IndexOf(':', dots);
        decimal from = Number(text, values[..dots]);
        decimal to = Number(text, colon < 0 ? values[(dots + 2)..] : values[(dots + 2)..colon]);
        decimal step = colon < 0 ? 1 : Number(text, values[(colon + 1)..]);
        if (step <= 0)
        {
            throw new FormatException($"'{text}' has the step {step}: a step is above zero");
        }

        if (to < from)
        {
            throw new FormatException($"'{text}' runs from {from} down to {to}: write the smaller number first");
        }

        decimal count = decimal.Floor((to - from) / step) + 1;
        if (count > MostValues)
        {
            throw new FormatException($"'{text}' has {count} values, the most are {MostValues}: take a larger step");
        }

        return [.. Enumerable.Range(0, (int)count).Select(i => (from + (i * step)).ToString("0.############################", CultureInfo.InvariantCulture))];
    }

    private static decimal Number(string text, string number) =>
        decimal.TryParse(number, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out decimal value)
            ? value
            : throw new FormatException($"'{number}' in '{text}' is not a number: write FROM..TO:STEP, such as 5..50:5");
}
