using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Host.Replay;

/// <summary>Where the candles of all symbols and time frames are written as CSV. One thread at a time.</summary>
/// <param name="hasFlow">Whether the rows say what was traded in the candles by aggressor.</param>
internal abstract class CandleTables(bool hasFlow) : IDisposable
{
    private readonly Dictionary<(string Symbol, TimeFrame Frame), long> counts = [];

    /// <summary>The tables by symbol and time frame, and how many candles each has.</summary>
    public IEnumerable<(string Symbol, TimeFrame Frame, long Candles)> Counts =>
        counts.Select(c => (c.Key.Symbol, c.Key.Frame, c.Value)).OrderBy(c => c.Symbol, StringComparer.Ordinal).ThenBy(c => c.Frame);

    /// <summary>Adds a candle to the table of its symbol and time frame.</summary>
    public void Add(string symbol, TimeFrame frame, in FlowCandle candle)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(counts, (symbol, frame), out _)++;
        Write(symbol, frame, in candle);
    }

    /// <summary>What the rows hold.</summary>
    protected RecordSchema Schema { get; } = hasFlow ? RecordSchema.Of<FlowCandle>() : RecordSchema.Of<Candle>();

    /// <summary>Everything has been added.</summary>
    public abstract void Finish();

    public abstract void Dispose();

    protected abstract void Write(string symbol, TimeFrame frame, in FlowCandle candle);

    protected void WriteRow(in FlowCandle candle, Utf8Buffer to) =>
        CsvTable.WriteRow(Schema, candle.Candle.Start, MemoryMarshal.AsBytes(new ReadOnlySpan<FlowCandle>(in candle)), to);
}
