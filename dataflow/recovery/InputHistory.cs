using Pawl.Engine;

namespace Pawl.Recovery;

/// <summary>Reads a stretch of an input log in pieces.</summary>
internal static class InputHistory
{
    /// <summary>The events of the places from <paramref name="first"/> to <paramref name="last"/>; a piece is valid until the next is asked for.</summary>
    /// <exception cref="StoreException">Some of them are missing or damaged; the message says what is wrong with "its input log".</exception>
    public static IEnumerable<ReadOnlyMemory<InputEvent>> Read(IInputLog inputs, long first, long last)
    {
        EventDecoder decoder = new();
        InputEvent[] events = [];
        for (long next = first; next <= last;)
        {
            InputBatch? batch = inputs.After(next - 1);
            if (batch is null || batch.FirstRecord > next)
            {
                throw new StoreException($"its input log holds nothing of record {next}, and a pipeline has to be warmed up over the records from {first} on");
            }

            events = events.Length < batch.Records ? new InputEvent[batch.Records] : events;
            int count = Decode(batch, decoder, events);
            int skip = (int)(next - batch.FirstRecord);
            int taken = (int)Math.Min(count - skip, last - next + 1);
            yield return events.AsMemory(skip, taken);
            next += taken;
        }
    }

    private static int Decode(InputBatch batch, EventDecoder decoder, InputEvent[] to)
    {
        try
        {
            decoder.Open(batch.Events);
            int count = 0;
            while (decoder.TryRead(out InputEvent e, out _) && count < to.Length)
            {
                to[count++] = e;
            }

            return count == batch.Records ? count : throw new StoreException($"it should have {batch.Records} events and has {count}");
        }
        catch (StoreException damage)
        {
            throw new StoreException($"the batch of its input log that begins with record {batch.FirstRecord} cannot be read: {damage.Message}", damage);
        }
    }
}
