using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>The row with the largest volume; of equal ones the nearest to the middle of the range, then the lower.</summary>
internal struct PeakRow(long low, long high)
{
    private bool found;

    public long Key { get; private set; }

    public QuantitySum Volume { get; private set; }

    /// <summary>Takes the next row, from the lowest up.</summary>
    public void Add(long key, QuantitySum volume)
    {
        if (!found || volume > Volume || (volume == Volume && Distance(key) < Distance(Key)))
        {
            (found, Key, Volume) = (true, key, volume);
        }
    }

    /// <summary>Twice the distance from the middle, so that it is whole.</summary>
    private readonly long Distance(long key) => Math.Abs((2 * key) - low - high);
}
