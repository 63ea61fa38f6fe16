using Pawl.Engine;
using Pawl.Recovery;

namespace Pawl.Logs;

/// <summary>What a batch of a log is in its stream: the outputs, and what is to be known of its events that does not stand with the inputs.</summary>
internal sealed class SaidBatch
{
    private readonly EventDecoder decoder = new();
    private readonly EventEncoder told = new();

    /// <summary>A record of it.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="pipeline">What computed it.</param>
    /// <param name="input">The number, in the stream of the inputs, of the record whose events were processed last.</param>
    public OutputRecords Of(LogBatch batch, Hash256 pipeline, long input) =>
        new(batch.Tag, pipeline, batch.From, batch.To, input, batch.Inputs.Numbered < batch.Inputs.Count ? Places(batch, static (_, marks) => (marks & EventMarks.Duplicate) != EventMarks.None) : [], batch.Outputs.Complete());

    /// <summary>The same of a log that is traded.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="pipeline">What computed it.</param>
    /// <param name="input">The number, in the stream of the inputs, of the record whose events were processed last.</param>
    /// <param name="account">The account.</param>
    /// <param name="before">How many events the broker had told before.</param>
    public OutputRecords Of(LogBatch batch, Hash256 pipeline, long input, string account, long before)
    {
        told.Clear();
        List<long> places = batch.Inputs.Own > 0 ? Places(batch, (e, _) => IsTold(e)) : [];
        return Of(batch, pipeline, input) with { Traded = new TradedPart(account, before + places.Count, places, places.Count > 0 ? told.Complete().ToArray() : default) };

        bool IsTold(InputEvent e)
        {
            if (e.Kind is not (EventKind.Fill or EventKind.OrderUpdate))
            {
                return false;
            }

            told.Add(in e, EventMarks.Own);
            return true;
        }
    }

    private List<long> Places(LogBatch batch, Func<InputEvent, EventMarks, bool> isMeant)
    {
        List<long> places = [];
        decoder.Open(batch.Inputs.Complete());
        for (long place = batch.From.Records + 1; decoder.TryRead(out InputEvent e, out EventMarks marks); place++)
        {
            if (isMeant(e, marks))
            {
                places.Add(place);
            }
        }

        return places;
    }
}
