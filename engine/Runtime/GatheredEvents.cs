using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pawl.Engine;

/// <summary>Brings events that lie scattered in a chunk side by side. Its room is used again and again.</summary>
public sealed class GatheredEvents
{
    private InputEvent[] room = [];

    /// <summary>The events at some positions; valid until the next call.</summary>
    /// <param name="chunk">Where they lie.</param>
    /// <param name="positions">Ascending; at least one.</param>
    public ReadOnlySpan<InputEvent> Of(InputEvent[] chunk, ReadOnlySpan<int> positions) => MemoryOf(chunk, positions).Span;

    /// <inheritdoc cref="Of"/>
    public ReadOnlyMemory<InputEvent> MemoryOf(InputEvent[] chunk, ReadOnlySpan<int> positions)
    {
        if (positions[^1] - positions[0] == positions.Length - 1)
        {
            return chunk.AsMemory(positions[0], positions.Length);
        }

        if (room.Length < positions.Length)
        {
            room = new InputEvent[Math.Max(positions.Length, 2 * room.Length)];
        }

        for (int i = 0; i < positions.Length; i++)
        {
            Copy(in chunk[positions[i]], ref room[i]);
        }

        return room.AsMemory(0, positions.Length);
    }

    /// <summary>The 64 bytes that ticks and quotes without flags need in one piece; as a whole the compiler would copy an event twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(ref readonly InputEvent from, ref InputEvent to)
    {
        Vector512.LoadUnsafe(in from.Head).StoreUnsafe(ref to.Head);
        if (from.Kind is not (EventKind.Tick or EventKind.Quote) || from.Flags != 0)
        {
            to = from;
        }
    }
}
