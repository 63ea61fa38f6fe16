using Pawl.Engine;

namespace Pawl.Host.Replay;

/// <summary>A piece of the merged input: events in order, and to which log each of them goes.</summary>
internal sealed class Chunk(int capacity)
{
    public InputEvent[] Events { get; private set; } = new InputEvent[capacity];

    /// <summary>Index of the log of each event.</summary>
    public int[] Logs { get; private set; } = new int[capacity];

    /// <summary>Which events go to which log.</summary>
    public EventsByLog ByLog { get; } = new();

    /// <summary>The logs that those indices mean.</summary>
    public LogRun[] Runs { get; set; } = [];

    public int Count { get; set; }

    /// <summary>Makes room for more events; those that it has are forgotten.</summary>
    public void Widen(int capacity)
    {
        if (Events.Length < capacity)
        {
            Events = new InputEvent[capacity];
            Logs = new int[capacity];
        }
    }

    /// <summary>What ended the input before its time, after the events of this chunk.</summary>
    public Exception? Failure { get; set; }
}
