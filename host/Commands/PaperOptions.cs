using System.CommandLine;
using Pawl.Backtesting.Runs;
using Pawl.Trading;

namespace Pawl.Host.Commands;

/// <summary>The options of whatever trades on paper: the account, its limits, and how the simulated broker fills.</summary>
internal sealed class PaperOptions
{
    private readonly ParsedOption<AssumptionOfPaper> assumptions = Options.Choice<AssumptionOfPaper>(
        "--assumptions", "How the simulated broker fills where the data do not say: to our disadvantage (pessimistic, the default) or to our advantage (optimistic).");

    private readonly AccountOptions account = new(LimitSet.Paper);

    private enum AssumptionOfPaper
    {
        Pessimistic,
        Optimistic,
    }

    /// <summary>In the order of help.</summary>
    public Option[] All => [assumptions, .. account.All];

    /// <summary>The account and its broker as the command line says.</summary>
    public BacktestSettings Read(ParseResult parsed, PipelineData data, string name)
    {
        MatchingAssumptions fills = parsed.GetValue(assumptions) == AssumptionOfPaper.Optimistic ? MatchingAssumptions.Optimistic : MatchingAssumptions.Pessimistic;
        BacktestSettings settings = account.Read(parsed, data, fills);
        return settings with { Account = settings.Account with { Name = name, Tag = "" } };
    }

    /// <summary>Refuses whatever is said of an account where there is none.</summary>
    /// <exception cref="UsageException">Something is.</exception>
    public void RequireNone(ParseResult parsed, string remedy)
    {
        if (All.FirstOrDefault(o => parsed.GetResult(o) is { Implicit: false }) is { } useless)
        {
            throw new UsageException($"{useless.Name} is about an account, and nothing is traded here; {remedy}");
        }
    }
}
