using System.Runtime.InteropServices;

namespace Pawl.Tests.Crash.Disk;

/// <summary>The index of a write-ahead log, which connections share as memory: regions, and eight locks of which each has many sharers or one owner.</summary>
internal sealed unsafe class SharedMemory
{
    private const int Locks = 8;

    private readonly List<nint> regions = [];
    private readonly int[] sharers = new int[Locks];
    private readonly bool[] owned = new bool[Locks];
    private int users;
    private int running;

    public void Join() => (users, running) = (users + 1, running + 1);

    /// <summary>A user has ended; true when nobody runs any more, and who comes next begins with memory of its own.</summary>
    public bool Retire() => --running == 0;

    /// <summary>A user is closed. A program that has ended may touch the memory until then, so it goes with the last one.</summary>
    public void Leave()
    {
        if (--users > 0)
        {
            return;
        }

        foreach (nint region in regions)
        {
            NativeMemory.Free((void*)region);
        }

        regions.Clear();
    }

    public nint Region(int index, int size, bool extend)
    {
        while (extend && regions.Count <= index)
        {
            regions.Add((nint)NativeMemory.AllocZeroed((nuint)size));
        }

        return index < regions.Count ? regions[index] : 0;
    }

    public bool Lock(int first, int count, bool exclusively, ref SharedLocks mine)
    {
        for (int i = first; i < first + count; i++)
        {
            int others = sharers[i] - ((mine.Shared >> i) & 1);
            bool foreign = owned[i] && ((mine.Owned >> i) & 1) == 0;
            if (foreign || (exclusively && others > 0))
            {
                return false;
            }
        }

        Release(first, count, ref mine);
        for (int i = first; i < first + count; i++)
        {
            sharers[i] += exclusively ? 0 : 1;
            owned[i] = exclusively;
        }

        int mask = Mask(first, count);
        mine = exclusively ? mine with { Owned = mine.Owned | mask } : mine with { Shared = mine.Shared | mask };
        return true;
    }

    public void Release(int first, int count, ref SharedLocks mine)
    {
        for (int i = first; i < first + count; i++)
        {
            sharers[i] -= (mine.Shared >> i) & 1;
            owned[i] &= ((mine.Owned >> i) & 1) == 0;
        }

        int rest = ~Mask(first, count);
        mine = new SharedLocks(mine.Shared & rest, mine.Owned & rest);
    }

    public void ReleaseAll(ref SharedLocks mine) => Release(0, Locks, ref mine);

    private static int Mask(int first, int count) => ((1 << count) - 1) << first;
}

/// <summary>Which of the eight locks a user shares and which it owns, as bits.</summary>
internal readonly record struct SharedLocks(int Shared, int Owned);
