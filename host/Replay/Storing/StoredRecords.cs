using System.Runtime.InteropServices;
using Pawl.Engine;
using Pawl.Ingestion;
using Pawl.Recovery;
using Pawl.Types;

namespace Pawl.Host.Replay.Storing;

/// <summary>Takes an output as a record.</summary>
internal delegate void RecordTaker(in Output output, ReadOnlySpan<byte> record);

/// <summary>What a store holds of a log, read along with the data that it was made from: events are compared, outputs are handed out.</summary>
/// <param name="stored">The stored log.</param>
/// <param name="log">The log as it is computed, for its channels.</param>
/// <param name="recalls">Whether the outputs are wanted.</param>
internal sealed class StoredRecords(StoredLog stored, EngineLog log, bool recalls)
{
    private readonly StoredEvents events = new(stored);
    private readonly StoredOutputs? outputs = recalls ? new StoredOutputs(stored, log) : null;

    private long taken;

    /// <summary>Whether everything that came from the source has been taken.</summary>
    public bool IsAtEnd { get; private set; } = stored.Tail.FromSource == 0;

    /// <summary>Takes as many events from the front as are stored; what they caused is appended.</summary>
    /// <exception cref="StoreException">They are other events than are stored.</exception>
    public int Take(ReadOnlySpan<InputEvent> given, Utf8Buffer lines, RecordTaker? show, out int count)
    {
        count = 0;
        int i = 0;
        while (i < given.Length && !IsAtEnd)
        {
            if (given[i].Kind == EventKind.Clock)
            {
                // What time alone closed is stored as made here.
                i++;
                continue;
            }

            bool isRemoved = taken < stored.Removed.FromSource;
            if (isRemoved || (events.MoveNext() && !events.IsOwn))
            {
                if (!isRemoved)
                {
                    Compare(in given[i], in events.Current);
                }

                i++;
                taken++;
                IsAtEnd = taken == stored.Tail.FromSource;
            }

            count += outputs?.TakeUpTo(events.Sequence, lines, show) ?? 0;
        }

        return i;
    }

    /// <summary>Takes what follows the last event of the source.</summary>
    public int TakeOwn(Utf8Buffer lines, RecordTaker? show)
    {
        int count = 0;
        while (events.MoveNext())
        {
            count += outputs?.TakeUpTo(events.Sequence, lines, show) ?? 0;
        }

        return count;
    }

    public void RequireAllTaken()
    {
        if (!IsAtEnd)
        {
            throw new IngestionException($"the data end after {taken} events of log {stored.Name}, of which {stored.Tail.FromSource} are stored; give the data that the run began with, or begin a new run without --resume");
        }
    }

    private void Compare(in InputEvent given, in InputEvent known)
    {
        if (!EventsEqual(in given, in known))
        {
            throw new OtherDataException(
                $"the data are not those that are stored: event {taken + 1} of log {stored.Name} is {Shown(in given)}, stored is {Shown(in known)}; give the data that the run began with, or begin a new run without --resume");
        }
    }

    private static bool EventsEqual(in InputEvent left, in InputEvent right)
    {
        int bytes = Math.Max(EventEncoder.BytesOf(in left), EventEncoder.BytesOf(in right));
        return MemoryMarshal.AsBytes(new ReadOnlySpan<InputEvent>(in left))[..bytes].SequenceEqual(MemoryMarshal.AsBytes(new ReadOnlySpan<InputEvent>(in right))[..bytes]);
    }

    private static string Shown(in InputEvent e) => e.Kind switch
    {
        EventKind.Tick => $"a tick of {e.Time} at {e.Tick.Price}",
        EventKind.Quote => $"a quote of {e.Time} at {e.Quote.Bid} and {e.Quote.Ask}",
        EventKind.Candle => $"a candle that ends at {e.Time} with {e.Candle.Close}",
        _ => $"a clock event of {e.Time}",
    };
}
