using System.CommandLine;
using Pawl.Engine;
using Pawl.Host.Configuration;
using Pawl.Trading;

namespace Pawl.Host.Commands;

/// <summary>The sets of limits that come with the program.</summary>
internal enum LimitSet
{
    Backtest,
    Paper,
}

/// <summary>What an account may do: a set of limits that comes with the program, and single ones that are written otherwise.</summary>
internal sealed class LimitOptions(LimitSet usual)
{
    private readonly ParsedOption<LimitSet> set = Options.Choice<LimitSet>(
        "--limits", $"The limits that the account begins with, of those that come with the program; {usual.ToString().ToLowerInvariant()} by default. See docs/reference/paper.md.");

    private readonly Option<string[]> limit = new("--limit")
    {
        Description = "Another value for one limit, such as max_position=50. May be repeated.",
        HelpName = "NAME=VALUE",
    };

    /// <summary>In the order of help.</summary>
    public Option[] All => [set, limit];

    /// <exception cref="UsageException">There is no such limit, or its value is none.</exception>
    public RiskLimits Read(ParseResult parsed)
    {
        RiskLimits shipped = (parsed.GetValue(set) ?? usual) == LimitSet.Paper ? ShippedLimits.Paper : ShippedLimits.BackTest;
        Dictionary<string, string> values = RiskLimitTable.All.Zip(RiskLimitTable.Values(shipped)).ToDictionary(p => p.First.Name, p => p.Second, StringComparer.Ordinal);
        foreach (string text in parsed.GetValue(limit) ?? [])
        {
            int at = text.IndexOf('=', StringComparison.Ordinal);
            string name = at < 0 ? text : text[..at];
            if (at < 0 || !values.ContainsKey(name))
            {
                string meant = Nearest.Of(name, values.Keys) is { } nearest ? $"did you mean '{nearest}'?" : $"there are {string.Join(", ", values.Keys)}";
                throw new UsageException(at < 0 ? $"--limit {Shown.Of(text)}: write NAME=VALUE, such as max_position=50" : $"--limit {Shown.Of(text)}: there is no such limit; {meant}");
            }

            values[name] = text[(at + 1)..];
        }

        return RiskLimitTable.Read(values.GetValueOrDefault, out IReadOnlyList<string> mistakes)
            ?? throw new UsageException($"--limit: {string.Join("; ", mistakes)}");
    }
}
