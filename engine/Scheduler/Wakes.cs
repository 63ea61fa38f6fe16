using System.Runtime.CompilerServices;

namespace Pawl.Engine;

/// <summary>One active input: its cell, and where its number lies when it is read as a number (0 when not).</summary>
internal readonly record struct Wake(int Cell, int Number);

/// <summary>
/// When a node runs: at least one active input was updated in this cycle and every awaited input has emitted once. An input
/// read as a number does not wake when that number is NaN, which means "undefined".
/// </summary>
internal readonly struct Wakes
{
    private readonly Conditions? further;
    private readonly int cell;
    private readonly int number;

    /// <param name="active">Cells that wake; at least one.</param>
    /// <param name="ready">Cells that must have emitted; those that wake alone need not be listed.</param>
    public Wakes(IReadOnlyList<Wake> active, IReadOnlyList<int> ready)
    {
        (cell, number) = active[0];
        int first = cell;
        if (active.Count > 1 || ready.Any(awaited => awaited != first))
        {
            further = new Conditions([.. active], [.. ready]);
            (cell, number) = (BlockHeader.NoCycleOffset, 0);
        }
    }

    /// <summary>Whether more than one input has to be asked when <see cref="IsSingleUpdated"/> says no.</summary>
    public bool AreSeveral => further is not null;

    public bool Any(in Ctx c) => further is null ? IsSingleUpdated(in c) : further.Hold(in c);

    /// <summary>Whether one input decides alone, and was updated.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsSingleUpdated(in Ctx c) => IsUpdated(in c, cell, number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsUpdated(in Ctx c, int cell, int number)
    {
        if (c.At<long>(cell) != c.Cycle || (number != 0 && double.IsNaN(c.At<double>(number))))
        {
            return false;
        }

        return true;
    }

    /// <summary>What wakes and what is awaited, where one input does not decide alone.</summary>
    private sealed class Conditions(Wake[] active, int[] ready)
    {
        public bool Hold(in Ctx c) => AnyUpdated(in c) && AllReady(in c);

        private bool AnyUpdated(in Ctx c)
        {
            foreach (Wake wake in active)
            {
                if (IsUpdated(in c, wake.Cell, wake.Number))
                {
                    return true;
                }
            }

            return false;
        }

        private bool AllReady(in Ctx c)
        {
            foreach (int cell in ready)
            {
                if (c.At<long>(cell) == 0)
                {
                    return false;
                }
            }

            return true;
        }
    }
}
