using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Host.Replay;

/// <summary>Where the candles of all symbols and time frames are written as CSV. One thread at a time.</summary>
internal abstract class CandleTables : IDisposable
{
    protected static readonly RecordSchema Schema = RecordSchema.Of<Candle>();

    private readonly Dictionary<(string Symbol, TimeFrame Frame), long> counts = [];

    /// <summary>The tables by symbol and time frame, and how many candles each has.</summary>
    public IEnumerable<(string Symbol, TimeFrame Frame, long Candles)> Counts =>
        counts.Select(c => (c.Key.Symbol, c.Key.Frame, c.Value)).OrderBy(c => c.Symbol, StringComparer.Ordinal).ThenBy(c => c.Frame);

    /// <summary>Adds a candle to the table of its symbol and time frame.</summary>
    public void Add(string symbol, TimeFrame frame, in Candle candle)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(counts, (symbol, frame), out _)++;
        Write(symbol, frame, in candle);
    }

    /// <summary>Everything has been added.</summary>
    public abstract void Finish();

    public abstract void Dispose();

    protected abstract void Write(string symbol, TimeFrame frame, in Candle candle);

    protected static void WriteRow(in Candle candle, Utf8Buffer to) =>
        CsvTable.WriteRow(Schema, candle.Start, MemoryMarshal.AsBytes(new ReadOnlySpan<Candle>(in candle)), to);
}
