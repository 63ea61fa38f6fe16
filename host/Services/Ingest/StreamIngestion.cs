using System.Globalization;
using Pawl.Bus;
using Pawl.Types;

namespace Pawl.Host.Services.Ingest;

/// <summary>
/// Takes batches of streams whose records are numbered. Those in order go to the border with their numbers, by which the sequencer knows
/// them for ever; how far a stream has come is written down after that, and before the sender is answered.
/// </summary>
/// <param name="port">The stream of what came.</param>
/// <param name="keys">Where it is written down.</param>
/// <param name="symbols">Which instruments are taken.</param>
/// <param name="counts">What is counted.</param>
/// <param name="clock">The time.</param>
/// <param name="wait">How long a batch waits for those before it.</param>
public sealed class StreamIngestion(IArrivalPort port, IKeys keys, IngestSymbols symbols, IngestCounts counts, TimeProvider clock, TimeSpan wait)
{
    private const string Contract = "ninjatrader";

    private readonly Recent<SenderStream> streams = new(IngestLimits.KnownStreams);
    private readonly KnownBatches known = new();

    private long Milliseconds => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <param name="incoming">The batch.</param>
    /// <param name="isStrict">Whether what comes too early is sent back instead of leaving a gap.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="RefusedException">It is refused, whole.</exception>
    /// <exception cref="BusException">Nobody knows whether all of it is kept; it may be sent again.</exception>
    public async Task<IngestAnswer> TakeAsync(IncomingBatch incoming, bool isStrict, CancellationToken cancel)
    {
        NinjaTraderBatch batch = new NinjaTraderReader(symbols, Timestamp.FromUnixMilliseconds(Milliseconds)).Read(incoming.Body);
        SenderStream stream = streams.GetOrAdd(batch.Stream, () => new SenderStream(keys, $"{Contract}.{batch.Stream}"));
        long began = clock.GetTimestamp();
        while (true)
        {
            Task changed;
            TimeSpan left;
            TaskCompletionSource turn = await stream.EnterAsync(cancel);
            try
            {
                if (incoming.Key.Length > 0 && known.Find(incoming.Caller, incoming.Key, incoming.Body) is { } before)
                {
                    return before;
                }

                SenderState state = await stream.StateAsync(cancel);
                bool isAhead = SenderPlan.IsAhead(state, batch);
                (changed, left) = (stream.Changed, isAhead && !isStrict ? wait - clock.GetElapsedTime(began) : TimeSpan.Zero);
                if (left <= TimeSpan.Zero)
                {
                    CheckOrder(stream, state, batch, isAhead, isStrict);
                    IngestAnswer answer = await DoAsync(stream, batch, SenderPlan.Of(state, batch, Milliseconds));
                    if (incoming.Key.Length > 0)
                    {
                        known.Keep(incoming.Caller, incoming.Key, incoming.Body, answer);
                    }

                    return answer;
                }
            }
            finally
            {
                turn.SetResult();
            }

            await Task.WhenAny(changed, Task.Delay(left, clock, cancel));
            cancel.ThrowIfCancellationRequested();
        }
    }

    private void CheckOrder(SenderStream stream, SenderState state, NinjaTraderBatch batch, bool isAhead, bool isStrict)
    {
        if (isAhead && isStrict)
        {
            long next = batch.Session == state.Session ? state.Next : 0;
            throw new RefusedException(409, "sequence-gap", $"stream {batch.Stream}: number {batch.Records[0].Number} came, and {next} comes next; send from there") { NextExpected = next };
        }

        if (isAhead && Milliseconds < stream.InDoubtUntil)
        {
            throw new RefusedException(503, "in-doubt", $"stream {batch.Stream}: of a batch before this one nobody knows whether it is kept; send that one again first") { NextExpected = state.Next };
        }
    }

    /// <summary>What is begun is brought to its end, also where the sender has gone meanwhile.</summary>
    private async Task<IngestAnswer> DoAsync(SenderStream stream, NinjaTraderBatch batch, SenderPlan plan)
    {
        int fresh = 0;
        int doubled = plan.Duplicates;
        try
        {
            foreach (OutgoingArrival arrival in ArrivalsOf(batch, plan))
            {
                // One after the other: a number that is missing below a higher one would be taken for one that has come.
                bool isNew = await port.SendAsync(arrival, CancellationToken.None);
                (fresh, doubled) = isNew ? (fresh + arrival.Count, doubled) : (fresh, doubled + arrival.Count);
            }

            if (!await stream.MoveAsync(plan.State, CancellationToken.None))
            {
                throw new BusException($"stream {batch.Stream}: another gateway takes it, too; send a stream to one gateway at a time");
            }
        }
        catch
        {
            stream.InDoubtUntil = Milliseconds + SenderPlan.FillMilliseconds;
            throw;
        }

        counts.Gap(plan.Gaps);
        counts.Take(fresh, doubled, plan.Late, NewestOf(batch), Timestamp.FromUnixMilliseconds(Milliseconds));
        return new IngestAnswer(fresh, doubled) { Late = plan.Late, NextExpected = plan.State.Next, Batch = batch.Sequence };
    }

    private static IReadOnlyList<OutgoingArrival> ArrivalsOf(NinjaTraderBatch batch, SenderPlan plan)
    {
        string Id(int part, long first, long last) => string.Create(CultureInfo.InvariantCulture, $"{Contract} {batch.Stream} {batch.Session} {first}-{last}");
        ArrivalWriter fills = new("", Id);
        foreach (NinjaTraderRecord record in plan.Fills)
        {
            fills.Add(batch.Symbol, record.Event!.Value, record.Number);
        }

        ArrivalWriter next = new($"{Contract}/{batch.Stream}", Id);
        foreach (NinjaTraderRecord record in plan.Next)
        {
            next.Add(batch.Symbol, record.Event!.Value, plan.State.NumberOf(record.Number), plan.IsAfterGap(record));
        }

        return [.. fills.Complete(), .. next.Complete()];
    }

    private static Timestamp NewestOf(NinjaTraderBatch batch) => batch.Records.Select(r => r.Event?.Time ?? Timestamp.MinValue).Max();
}
