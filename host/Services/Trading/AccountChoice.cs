using System.CommandLine;
using Pawl.Backtesting.Runs;
using Pawl.Host.Commands;
using Pawl.Host.Configuration;

namespace Pawl.Host.Services.Trading;

/// <summary>On which account an executor trades, with the options that a run has for its own.</summary>
internal sealed class AccountChoice
{
    private readonly Option<string?> account = new("--account")
    {
        Description = "Trade the strategies of the pipeline on paper, on the account of this name; all symbols of the pipeline are computed here. Without it nothing is traded.", HelpName = "NAME",
    };

    private readonly PaperOptions paper = new();

    /// <summary>In the order of help.</summary>
    public Option[] All => [account, .. paper.All];

    /// <summary>The account and its simulated broker; null where nothing is traded.</summary>
    /// <exception cref="UsageException">It cannot be traded so.</exception>
    public BacktestSettings? Read(ParseResult parsed, PipelineData data, bool isShare)
    {
        if (parsed.GetValue(account) is not { } name)
        {
            paper.RequireNone(parsed, "give --account NAME too");
            return null;
        }

        if (name.Length is 0 or > 32 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            throw new UsageException($"--account {Shown.Of(name)}: write letters, digits, '-' and '_', at most 32");
        }

        if (isShare)
        {
            throw new UsageException("--account: one executor computes all symbols that an account trades; leave out --symbols and --group");
        }

        StrategyNodes.Require(data, "; or trade nothing without --account");
        if (data.Graph.DeclaredSymbols.IsEmpty && !data.Graph.CrossesSymbols)
        {
            throw new UsageException($"--account {name}: the pipeline '{data.Graph.Name}' names no symbols, and an account has to know its own before it trades; write 'symbols: [ES, NQ]' into the pipeline, for all roles");
        }

        BacktestSettings settings = paper.Read(parsed, data, name);
        return data.Graph.DeclaredSymbols.Append(data.Graph.Name).Contains(name, StringComparer.Ordinal)
            ? throw new UsageException($"--account {name}: a log of the pipeline has this name; choose another") : settings;
    }
}
