using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Ingestion;

/// <summary>Remembers the last candle of each symbol and time frame, to find those that go back in time or overlap.</summary>
internal sealed class CandleOrder
{
    private readonly Dictionary<(int Symbol, long Frame), Last> _last = [];

    /// <summary>The candle that stands before another one.</summary>
    public readonly record struct Last(Timestamp Start, Timestamp Close, long Line);

    /// <summary>True where the candle begins at or after the end of the one before, which it then replaces.</summary>
    public bool TryAdvance(int symbol, TimeFrame frame, in Candle candle, long line, out Last before)
    {
        ref Last last = ref CollectionsMarshal.GetValueRefOrAddDefault(_last, (symbol, frame.Raw), out bool exists);
        before = last;
        if (exists && candle.Start < before.Close)
            return false;
        last = new Last(candle.Start, candle.CloseTime, line);
        return true;
    }
}
