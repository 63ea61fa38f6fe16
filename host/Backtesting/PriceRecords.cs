using Pawl.Backtesting.Results;
using Pawl.Engine;
using Pawl.Host.Replay;
using Pawl.Ingestion;

namespace Pawl.Host.Backtesting;

/// <summary>The prices of all symbols of the data, for pictures and benchmarks.</summary>
/// <param name="symbols">The symbols of the data.</param>
/// <param name="instruments">Which rules they follow.</param>
internal sealed class PriceRecords(SymbolTable symbols, SymbolInstruments instruments)
{
    private readonly List<PriceRecord?> records = [];

    /// <summary>Takes events as they come from the data.</summary>
    public void Take(ReadOnlySpan<InputEvent> events)
    {
        foreach (ref readonly InputEvent e in events)
        {
            while (e.Symbol >= records.Count)
            {
                records.Add(null);
            }

            (records[e.Symbol] ??= new PriceRecord(instruments.Of(symbols[e.Symbol].ToString()))).Take(in e);
        }
    }

    /// <summary>The symbols that had prices, by name.</summary>
    public IReadOnlyList<(string Symbol, PriceRecord Prices)> Finish()
    {
        List<(string Symbol, PriceRecord Prices)> all = [];
        for (int i = 0; i < records.Count; i++)
        {
            if (records[i] is { } record)
            {
                record.Finish();
                all.Add((symbols[i].ToString(), record));
            }
        }

        return [.. all.Where(r => r.Prices.Bars.Count > 0).OrderBy(r => r.Symbol, StringComparer.Ordinal)];
    }
}
