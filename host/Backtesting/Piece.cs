using Pawl.Engine;
using Pawl.Host.Replay;
using Pawl.Trading;

namespace Pawl.Host.Backtesting;

/// <summary>A piece of the data, sorted by the log that its events go to, and what was not known of the data before it.</summary>
internal sealed class Piece
{
    private readonly List<GatheredEvents> gathered = [];
    private readonly List<ReadOnlyMemory<InputEvent>> ofLogs = [];

    /// <summary>Its events, in the order of the data.</summary>
    public Chunk Chunk { get; } = new(EventsByLog.ChunkFor(1));

    /// <summary>Symbols that were named since the piece before.</summary>
    public List<string> NewSymbols { get; } = [];

    /// <summary>Symbols whose first event is in it, and what they are matched on.</summary>
    public List<(string Symbol, FeedKind Feed)> NewFeeds { get; } = [];

    /// <summary>The events of a log; valid until the piece is filled again.</summary>
    public ReadOnlyMemory<InputEvent> Of(int log) => ofLogs[log];

    /// <summary>Forgets all but its room.</summary>
    public void Clear()
    {
        Chunk.Count = 0;
        NewSymbols.Clear();
        NewFeeds.Clear();
    }

    /// <summary>Brings the events of each log together, once they are sorted.</summary>
    public void Gather()
    {
        ofLogs.Clear();
        for (int i = 0; i < Chunk.Runs.Length; i++)
        {
            if (gathered.Count == i)
            {
                gathered.Add(new GatheredEvents());
            }

            ReadOnlySpan<int> positions = Chunk.ByLog.PositionsOf(i);
            ofLogs.Add(positions.IsEmpty ? default : gathered[i].MemoryOf(Chunk.Events, positions));
        }
    }
}
