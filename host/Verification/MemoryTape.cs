using Pawl.Engine;

namespace Pawl.Host.Verification;

/// <summary>Events of one log that are at hand.</summary>
public sealed class MemoryTape(TapeLog log, ReadOnlyMemory<InputEvent> all) : ITape
{
    private const int PieceEvents = 4096;

    public IEnumerable<TapePiece> Read(long events = long.MaxValue)
    {
        int end = (int)Math.Min(events, all.Length);
        for (int i = 0; i < end; i += PieceEvents)
        {
            yield return new TapePiece(log, all[i..Math.Min(end, i + PieceEvents)]);
        }
    }
}
