namespace Pawl.Backtesting.Runs;

/// <summary>What of a lane waits for the account, in order. Items are large and come with every order, so their places are used again.</summary>
public sealed class LaneItems
{
    private LaneItem[] items = new LaneItem[4];

    public int Count { get; private set; }

    public ReadOnlySpan<LaneItem> All => items.AsSpan(0, Count);

    public void Clear() => Count = 0;

    /// <summary>A place at the end; it holds what was there before.</summary>
    internal ref LaneItem Add()
    {
        if (Count == items.Length)
        {
            Array.Resize(ref items, 2 * Count);
        }

        return ref items[Count++];
    }

    internal void RemoveLast() => Count--;
}
