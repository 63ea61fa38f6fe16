using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Ingestion;

/// <summary>
/// Makes prices and quantities of a source comparable over splits and dividends: what was before is multiplied by the
/// factors of the time. A candle belongs to the time at which it ends.
/// </summary>
/// <remarks>One thread at a time.</remarks>
public sealed class AdjustedInput : IInputSource
{
    private readonly IInputSource _source;
    private readonly SymbolTable _symbols;
    private readonly Func<string, AdjustmentTable> _tableOf;
    private readonly List<AdjustmentTable> _tables = [];

    /// <summary>Takes over a source.</summary>
    /// <param name="source">Where the events come from.</param>
    /// <param name="symbols">What their symbols are called.</param>
    /// <param name="tableOf">The adjustments of a symbol.</param>
    public AdjustedInput(IInputSource source, SymbolTable symbols, Func<string, AdjustmentTable> tableOf) =>
        (_source, _symbols, _tableOf) = (source, symbols, tableOf);

    /// <inheritdoc/>
    public InputProgress Progress => _source.Progress;

    /// <inheritdoc/>
    public IReadOnlyList<string> Warnings => _source.Warnings;

    /// <inheritdoc/>
    public IReadOnlyList<ContractRoll> Rolls => _source.Rolls;

    /// <inheritdoc/>
    public int Read(Span<InputEvent> batch)
    {
        int count = _source.Read(batch);
        foreach (ref InputEvent e in batch[..count])
        {
            while (e.Symbol >= _tables.Count)
                _tables.Add(_tableOf(_symbols[_tables.Count].ToString()));
            AdjustmentTable table = _tables[e.Symbol];
            if (table.Adjustments.Count > 0)
                Adjust(ref e, table);
        }

        return count;
    }

    public void Dispose() => _source.Dispose();

    private void Adjust(ref InputEvent e, AdjustmentTable table)
    {
        AdjustmentFactors factors = table.FactorsAt(e.Kind == EventKind.Candle ? e.Time.AddNanoseconds(-1) : e.Time);
        if (factors == AdjustmentFactors.None)
            return;
        try
        {
            Multiply(ref e, factors);
        }
        catch (OverflowException error)
        {
            throw new IngestionException($"{_symbols[e.Symbol]}: a price or quantity of {e.Time}, multiplied by {factors.Price} and {factors.Volume}, is out of range; check the adjustments of the instrument", error);
        }
    }

    private static void Multiply(ref InputEvent e, AdjustmentFactors by)
    {
        switch (e.Kind)
        {
            case EventKind.Tick:
                e.Tick.Price = by.Price.Apply(e.Tick.Price);
                e.Tick.Size = by.Volume.Apply(e.Tick.Size);
                if ((e.Flags & InputEvent.HasQuote) != 0)
                    (e.QuotedTick.Bid, e.QuotedTick.Ask) = (by.Price.Apply(e.QuotedTick.Bid), by.Price.Apply(e.QuotedTick.Ask));
                break;
            case EventKind.Quote:
                e.Quote.Bid = by.Price.Apply(e.Quote.Bid);
                e.Quote.Ask = by.Price.Apply(e.Quote.Ask);
                e.Quote.BidSize = by.Volume.Apply(e.Quote.BidSize);
                e.Quote.AskSize = by.Volume.Apply(e.Quote.AskSize);
                break;
            case EventKind.Candle:
                e.Candle.Open = by.Price.Apply(e.Candle.Open);
                e.Candle.High = by.Price.Apply(e.Candle.High);
                e.Candle.Low = by.Price.Apply(e.Candle.Low);
                e.Candle.Close = by.Price.Apply(e.Candle.Close);
                e.Candle.Volume = by.Volume.Apply(e.Candle.Volume);
                break;
        }
    }
}
