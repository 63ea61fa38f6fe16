using System.CommandLine;
using Pawl.Engine;
using Pawl.Host.Commands;
using Pawl.Host.Configuration;

namespace Pawl.Host.Services.Trading;

/// <summary>On which account an executor trades, with the options that a run has for its own.</summary>
internal sealed class AccountChoice
{
    private readonly Option<string?> account = new("--account")
    {
        Description = "Trade the strategies of the pipeline on paper, on the account of this name, all of whose symbols are computed here. Without it nothing is traded.", HelpName = "NAME",
    };

    private readonly PaperOptions paper = new();

    /// <summary>In the order of help.</summary>
    public Option[] All => [account, .. paper.All];

    /// <summary>The account and its simulated broker; null where nothing is traded.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="data">The pipeline.</param>
    /// <param name="symbols">The symbols of the executor; empty where it has a share of all.</param>
    /// <param name="group">That share; null for everything.</param>
    /// <exception cref="UsageException">It cannot be traded so.</exception>
    public AccountRequest? Read(ParseResult parsed, PipelineData data, IReadOnlyList<string> symbols, GroupShare? group)
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

        if (group is not null)
        {
            throw new UsageException("--account and --group: one executor computes all symbols that an account trades; leave out --group");
        }

        StrategyNodes.Require(data, "; or trade nothing without --account");
        string[] all = [.. SymbolsOf(name, data.Graph, symbols)];
        return (string[])[.. all, data.Graph.Name] is { } logs && logs.Contains(name, StringComparer.Ordinal)
            ? throw new UsageException($"--account {name}: a log of the pipeline has this name; choose another") : new AccountRequest(paper.Read(parsed, data, name), all);
    }

    private static IEnumerable<string> SymbolsOf(string name, Graph graph, IReadOnlyList<string> symbols)
    {
        IReadOnlyList<string> declared = graph.CrossesSymbols ? [.. graph.Symbols.Where(s => s.Length > 0)] : graph.DeclaredSymbols;
        if (declared.Count > 0)
        {
            return symbols.Count == 0 || declared.Order(StringComparer.Ordinal).SequenceEqual(symbols.Order(StringComparer.Ordinal), StringComparer.Ordinal) ? declared
                : throw new UsageException($"--symbols {string.Join(',', symbols)}: with --account all symbols of the pipeline are computed here, and it names {string.Join(", ", declared)}; leave out --symbols");
        }

        return symbols.Count > 0 ? symbols
            : throw new UsageException($"--account {name}: an account has to know its symbols before it trades; name them with --symbols ES,NQ, or under 'symbols' of the pipeline '{graph.Name}'");
    }
}
