using System.Globalization;
using Pawl.Types;

namespace Pawl.Host.Replay;

/// <summary>
/// Which instrument's rules the candles of a symbol follow. A symbol that nobody gave one has those of
/// <see cref="Instrument.Default"/>: what a file of data is called does not decide which of its ticks count.
/// </summary>
internal sealed class SymbolInstruments
{
    private readonly Dictionary<string, Instrument> given = new(StringComparer.Ordinal);

    /// <summary>Of every symbol that has none of its own.</summary>
    public Instrument Others { get; init; } = Instrument.Default;

    /// <summary>The file that they are from; null where none was named.</summary>
    public string? File { get; init; }

    /// <summary>Gives a symbol an instrument; false where it has one already.</summary>
    public bool TryAdd(string symbol, Instrument instrument) => given.TryAdd(symbol, instrument);

    /// <summary>The instrument of a symbol: for equal rules the same object.</summary>
    public Instrument Of(string symbol) => given.GetValueOrDefault(symbol, Others);

    /// <summary>What candles of quotes are made of, where any are; else trades.</summary>
    public CandleSource CandlesFrom => given.Values.Append(Others).Select(i => i.CandlesFrom).FirstOrDefault(from => from != CandleSource.Trade);

    /// <summary>How long events are held back to sort them: that of the slowest instrument.</summary>
    public TimeSpan Lateness => given.Values.Append(Others).Max(i => i.Lateness);

    /// <summary>The symbols that are made of the contracts of a future.</summary>
    public IEnumerable<string> Futures => given.Keys.Where(symbol => given[symbol].Continuous is not null).Order(StringComparer.Ordinal);

    /// <summary>Whether any has splits or dividends that count.</summary>
    public bool AreAdjusted => given.Values.Append(Others).Any(i => i.Adjustments.Adjustments.Count > 0);

    /// <summary>The same with something changed in each instrument.</summary>
    public SymbolInstruments With(Func<Instrument, Instrument> change)
    {
        SymbolInstruments changed = new() { Others = change(Others), File = File };
        foreach ((string symbol, Instrument instrument) in given)
        {
            changed.TryAdd(symbol, change(instrument));
        }

        return changed;
    }

    /// <summary>The rules in words, the same for equal rules.</summary>
    public string Describe() => string.Join("; ", given.Keys.Order(StringComparer.Ordinal).Select(symbol => $"{symbol} is {Describe(given[symbol])}").Append($"others are {Describe(Others)}"));

    private static string Describe(Instrument i) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(i.Id.Length == 0 ? "without instrument" : i.Id)} (calendar {i.Calendar.Name}, hours {i.Hours}, align {i.Align}, candles from {i.CandlesFrom}, lateness {i.Lateness}, {i.Adjustments.Adjustments.Count} adjustments{Describe(i.Continuous)})").ToLowerInvariant();

    private static string Describe(ContinuousFuture? future) => future is null ? "" : string.Create(
        CultureInfo.InvariantCulture, $", {future.Rule} {future.RollDaysBefore} {future.Series} of {string.Join(' ', future.Contracts.Select(c => c.Id))}");
}
