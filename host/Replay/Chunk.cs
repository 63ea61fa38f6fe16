using Pawl.Engine;

namespace Pawl.Host.Replay;

/// <summary>A piece of the merged input: events in order, and to which log each of them goes.</summary>
internal sealed class Chunk(int capacity)
{
    public InputEvent[] Events { get; } = new InputEvent[capacity];

    /// <summary>Index of the log of each event.</summary>
    public int[] Logs { get; } = new int[capacity];

    /// <summary>The logs that those indices mean.</summary>
    public LogRun[] Runs { get; set; } = [];

    public int Count { get; set; }

    /// <summary>What ended the input before its time, after the events of this chunk.</summary>
    public Exception? Failure { get; set; }
}
