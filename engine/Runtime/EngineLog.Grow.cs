using System.Runtime.CompilerServices;

namespace Pawl.Engine;

// Ladders grow between cycles, when no reference into the block is held: the region moves to the end of a larger block.
// Doubling keeps the total cost linear and the room left behind below what is in use.
public sealed partial class EngineLog
{
    internal ref LadderRegion LadderAt(int index) =>
        ref At<LadderRegion>(Header.LadderTable + (index * Unsafe.SizeOf<LadderRegion>()));

    private void GrowLadders()
    {
        Header.LaddersWantRoom = 0;
        for (int i = 0; i < Header.LadderCount; i++)
        {
            if (LadderAt(i).WantsRoom)
            {
                Grow(i);
            }
        }
    }

    private void Grow(int index)
    {
        LadderRegion old = LadderAt(index);
        LadderRegion grown = old;
        grown.Pages = Math.Min(old.MaxPages, old.Pages * 2);
        grown.Offset = length;
        length = checked(length + LadderRegion.Bytes(grown.Pages, grown.ElementBytes));
        if (block.Length < length)
        {
            Array.Resize(ref block, length);
        }
        else
        {
            block.AsSpan(grown.Offset, length - grown.Offset).Clear();
        }

        block.AsSpan(old.Offset, old.Used * LadderPage.Size).CopyTo(block.AsSpan(grown.Offset));
        block.AsSpan(old.Offset + (old.Pages * LadderPage.Size), old.Used * old.PageBytes)
            .CopyTo(block.AsSpan(grown.Offset + (grown.Pages * LadderPage.Size)));
        LadderAt(index) = grown;
    }
}
