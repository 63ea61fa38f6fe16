using System.CommandLine;
using Pawl.Backtesting.Runs;
using Pawl.Engine;
using Pawl.Host.Configuration;

namespace Pawl.Host.Commands;

/// <summary>Where the orders of a live run go.</summary>
internal enum BrokerChoice
{
    /// <summary>Nowhere: strategies say what they want, and nobody acts on it.</summary>
    None,

    /// <summary>To the simulated broker.</summary>
    Paper,
}

/// <summary>What trades while a run goes on: by default a simulated broker where the pipeline has strategies, and never a real one unasked.</summary>
internal sealed class BrokerOptions
{
    private const string Account = "paper";

    private readonly ParsedOption<BrokerChoice> broker = Options.Choice<BrokerChoice>(
        "--broker", "Where orders go: to a simulated broker (paper, the default where the pipeline has strategies) or nowhere (none).");

    private readonly Option<string?> live = new("--live") { Description = "Trade on this account with real money. This version has no broker for it and refuses.", HelpName = "ACCOUNT" };

    private readonly PaperOptions paper = new();

    /// <summary>In the order of help.</summary>
    public Option[] All => [broker, live, .. paper.All];

    /// <summary>The account and its simulated broker; null where nothing trades.</summary>
    /// <exception cref="UsageException">It cannot be traded so.</exception>
    public BacktestSettings? Read(ParseResult parsed, PipelineData data)
    {
        if (parsed.GetValue(live) is { } real)
        {
            throw new UsageException($"--live {Shown.Of(real)}: this version has no broker for real accounts, and none trades without limits that are written out for it; leave it out to trade on paper");
        }

        GraphNode[] strategies = [.. data.Graph.Nodes.Where(n => n.Kind?.ReadsOrders == true)];
        BrokerChoice choice = parsed.GetValue(broker) ?? (strategies.Length > 0 ? BrokerChoice.Paper : BrokerChoice.None);
        if (choice == BrokerChoice.None)
        {
            // What is said of an account that there is not is a mistake.
            paper.RequireNone(parsed, "leave it out, or give a pipeline with a strategy and --broker paper");
            return null;
        }

        StrategyNodes.Require(data, "; or trade nothing with --broker none");
        return paper.Read(parsed, data, Account);
    }
}
