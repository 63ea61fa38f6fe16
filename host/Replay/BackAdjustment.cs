using Pawl.Engine;
using Pawl.Host.Commands;
using Pawl.Ingestion;
using Pawl.Types;

namespace Pawl.Host.Replay;

/// <summary>
/// Prices of a continuous future that end as they were paid, as history is usually read: what they begin with follows from
/// rolls that come later, so that the data are read twice.
/// </summary>
internal static class BackAdjustment
{
    private const int BatchEvents = 4096;

    /// <summary>By symbol, what prices are changed by before the first roll.</summary>
    public static IReadOnlyDictionary<string, SeriesAdjustment> Openings(string[] entries, Symbol? symbol, CsvOptions csv, SymbolInstruments instruments)
    {
        Dictionary<string, SeriesAdjustment> openings = new(StringComparer.Ordinal);
        if (instruments.Futures.All(f => instruments.Of(f).Continuous!.Series == SeriesKind.Unadjusted))
        {
            return openings;
        }

        if (entries.Any(entry => DataArgument.Split("--in", entry).Path == "-"))
        {
            throw new UsageException("--continuous reads the input twice to adjust what came before a roll, and standard input can be read once; give files, or --series unadjusted");
        }

        foreach (string future in instruments.Futures)
        {
            openings[future] = SeriesAdjustment.None(instruments.Of(future).Continuous!.Series);
        }

        foreach (ContractRoll roll in Rolls(entries, symbol, csv, instruments).Where(r => r.FromClose is not null && r.ToClose is not null))
        {
            openings[roll.Symbol] = openings[roll.Symbol].Before(roll.FromClose!.Value, roll.ToClose!.Value);
        }

        return openings;
    }

    private static IReadOnlyList<ContractRoll> Rolls(string[] entries, Symbol? symbol, CsvOptions csv, SymbolInstruments instruments)
    {
        SymbolTable symbols = new();
        using DataFiles files = DataFiles.Open("--in", entries, symbols, symbol, csv);
        using IInputSource input = files.Merge(symbols, instruments);
        InputEvent[] batch = new InputEvent[BatchEvents];
        while (input.Read(batch) > 0)
        {
            Interruption.Token.ThrowIfCancellationRequested();
        }

        return input.Rolls;
    }
}
