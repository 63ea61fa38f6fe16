namespace Pawl.Engine;

/// <summary>Takes the objects that an event kind emits in one step, in order.</summary>
public ref struct Emitter<T> where T : unmanaged
{
    private readonly Outbox outbox;
    private readonly Pawl.Types.Timestamp time;
    private readonly int channel;
    internal int Start;
    internal int Count;
    internal T Last;

    internal Emitter(Outbox outbox, Pawl.Types.Timestamp time, int channel)
    {
        this.outbox = outbox;
        this.time = time;
        this.channel = channel;
    }

    /// <summary>Emits one object.</summary>
    public void Emit(in T value)
    {
        int offset = outbox.Store(value);
        if (Count++ == 0)
        {
            Start = outbox.InEvent(offset);
        }

        Last = value;
        if (channel >= 0)
        {
            if (OutputCases<T>.IsUnion)
            {
                outbox.AddCase(channel, time, offset);
            }
            else
            {
                outbox.AddReference(channel, time, offset);
            }
        }
    }

    /// <summary>Leaves in the node's cell what this step emitted.</summary>
    internal readonly void Keep(ref EventCell<T> cell, in Ctx c)
    {
        if (Count == 0)
        {
            return;
        }

        cell.Cycle = c.Cycle;
        cell.Time = c.Time;
        cell.Start = Start;
        cell.Count = Count;
        cell.Last = Last;
    }
}
