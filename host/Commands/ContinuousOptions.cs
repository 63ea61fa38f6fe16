using System.Collections.Immutable;
using System.CommandLine;
using Pawl.Host.Configuration.Instruments;
using Pawl.Types;
using Symbol = Pawl.Types.Symbol;

namespace Pawl.Host.Commands;

/// <summary>
/// <c>--continuous ID[=CONTRACT,…]</c>: one symbol made of the contracts of a future. When it rolls and how prices appear is
/// what the instrument says, unless <c>--roll</c> or <c>--series</c> do.
/// </summary>
internal sealed class ContinuousOptions
{
    public const string Name = "--continuous";

    private readonly Option<string[]> option = new(Name)
    {
        Description = "Make one symbol ID, with the rules of that instrument, of the data of its contracts: of those that the file of instruments lists, or of these, the earliest first; may be repeated.",
        HelpName = "ID[=CONTRACT,…]",
    };

    private readonly ParsedOption<RollRule> roll = Options.Choice<RollRule>(
        "--roll", "When --continuous changes to the next contract: by the calendar, or when it had more volume on a trading day. Default: as the instrument says, else volume.");

    private readonly ParsedOption<SeriesKind> series = Options.Choice<SeriesKind>(
        "--series", "How --continuous shows prices: as they were paid, moved by the differences at the rolls, or multiplied by the ratios. Default: as the instrument says, else unadjusted.");

    public void AddTo(Command command)
    {
        command.Add(option);
        command.Add(roll);
        command.Add(series);
        Options.RefuseOptionsAsValues(option, command);
    }

    public bool IsGiven(ParseResult parsed) => parsed.GetValue(option) is { Length: > 0 };

    /// <summary>The symbols that are to be made, and their instruments.</summary>
    public IEnumerable<NamedInstrument> Read(ParseResult parsed, InstrumentSource source)
    {
        Dictionary<string, string> used = new(StringComparer.Ordinal);
        foreach (string text in parsed.GetValue(option) ?? [])
        {
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            string id = equals < 0 ? text : text[..equals];
            Instrument instrument = source.Find($"{Name} '{text}'", id);
            ContinuousFuture future = Future(text, instrument, equals < 0 ? null : text[(equals + 1)..].Split(','), source, parsed);
            foreach (string contract in future.Contracts.Select(contract => contract.Id))
            {
                if (contract == id || !used.TryAdd(contract, id))
                {
                    string other = contract == id ? "the symbol that is made" : $"a contract of '{used[contract]}' already";
                    throw new UsageException($"{Name} '{text}': '{contract}' is {other}; leave it out");
                }
            }

            yield return new NamedInstrument(id, instrument with { Continuous = future });
        }
    }

    /// <summary>Refuses options that say nothing without <c>--continuous</c>.</summary>
    public void Check(ParseResult parsed)
    {
        string? lonely = IsGiven(parsed) ? null : parsed.GetValue(roll) is not null ? "--roll" : parsed.GetValue(series) is not null ? "--series" : null;
        if (lonely is not null)
        {
            throw new UsageException($"{lonely} says how {Name} is made; name the future with {Name}");
        }
    }

    private ContinuousFuture Future(string text, Instrument instrument, string[]? listed, InstrumentSource source, ParseResult parsed)
    {
        ContinuousFuture known = instrument.Continuous ?? new ContinuousFuture([], RollRule.Volume, 0, SeriesKind.Unadjusted);
        ImmutableArray<FuturesContract> contracts = listed is null ? known.Contracts : [.. listed.Select(id => Contract(text, id.Trim(), known, source.Read(Name)))];
        if (contracts.IsEmpty)
        {
            throw new UsageException($"{Name} '{text}': the file of instruments lists no contracts of it; list them, the earliest first, as in {Name} {text}={text}H2026,{text}M2026");
        }

        ContinuousFuture future = known with { Contracts = contracts, Rule = parsed.GetValue(roll) ?? known.Rule, Series = parsed.GetValue(series) ?? known.Series };
        if (future.Rule == RollRule.Calendar)
        {
            Check(text, future, instrument.Sessions);
        }

        return future;
    }

    private static FuturesContract Contract(string text, string id, ContinuousFuture known, InstrumentsFile file)
    {
        if (!Symbol.TryParse(id, out _))
        {
            throw new UsageException($"{Name} '{text}': '{id}' is not the symbol of a contract; write {Name} ID=CONTRACT,CONTRACT");
        }

        return known.Contracts.FirstOrDefault(contract => contract.Id == id) ?? new FuturesContract(id, file.Find(id)?.Expiry);
    }

    private static void Check(string text, ContinuousFuture future, TradingCalendar calendar)
    {
        try
        {
            future.Schedule(calendar);
        }
        catch (InvalidOperationException e)
        {
            throw new UsageException($"{Name} '{text}': {e.Message}; correct it in the file of instruments, or use --roll volume");
        }
    }
}
