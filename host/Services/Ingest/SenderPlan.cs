namespace Pawl.Host.Services.Ingest;

/// <summary>What is to be done with the records of a batch, by what has come before of their stream. It changes nothing.</summary>
internal sealed class SenderPlan
{
    /// <summary>How long a hole may be filled.</summary>
    public const long FillMilliseconds = 30_000;

    private readonly List<NinjaTraderRecord> fills = [];
    private readonly List<NinjaTraderRecord> next = [];
    private readonly List<Hole> holes = [];
    private readonly HashSet<long> breaks = [];

    private SenderPlan(SenderState state) => State = state;

    /// <summary>The state when all of it is done.</summary>
    public SenderState State { get; private set; }

    /// <summary>Records that fill holes.</summary>
    public IReadOnlyList<NinjaTraderRecord> Fills => fills;

    /// <summary>Records that go on where the stream was.</summary>
    public IReadOnlyList<NinjaTraderRecord> Next => next;

    /// <summary>Ticks and quotes that have come before.</summary>
    public int Duplicates { get; private set; }

    /// <summary>Ticks and quotes that come when their hole is permanent.</summary>
    public int Late { get; private set; }

    /// <summary>How many holes it finds.</summary>
    public int Gaps { get; private set; }

    /// <summary>Whether something is missing before a record of <see cref="Next"/>.</summary>
    public bool IsAfterGap(NinjaTraderRecord record) => breaks.Contains(record.Number);

    /// <summary>Whether others must come before a batch, of which nobody has said that they are lost.</summary>
    public static bool IsAhead(SenderState state, NinjaTraderBatch batch)
    {
        long expected = batch.Session == state.Session ? state.Next : batch.Session == state.Before ? long.MaxValue : 0;
        long first = batch.Records[0].Number;
        return first > expected && !batch.Records.Any(r => r.Lost is { } lost && lost.First <= expected && lost.Last >= first - 1);
    }

    /// <param name="state">How far the stream has come.</param>
    /// <param name="batch">What has come now.</param>
    /// <param name="now">The time in milliseconds since 1970.</param>
    public static SenderPlan Of(SenderState state, NinjaTraderBatch batch, long now)
    {
        SenderPlan plan = new(state);
        if (batch.Session == state.Before && batch.Session != state.Session)
        {
            plan.TakeBefore(batch);
            return plan;
        }

        bool isNew = batch.Session != state.Session;
        plan.State = isNew ? state.Begin(batch.Session) : state;
        plan.holes.AddRange(plan.State.Holes);
        // Between two sessions nobody knows what is missing.
        bool isBroken = isNew && state.Session.Length > 0;
        plan.Gaps += isBroken ? 1 : 0;
        plan.Take(batch, now, isBroken || state.IsBroken);
        plan.State = plan.State with { Holes = [.. plan.holes.TakeLast(SenderState.MostHoles)] };
        return plan;
    }

    private void Take(NinjaTraderBatch batch, long now, bool isBroken)
    {
        long expected = State.Next;
        foreach (NinjaTraderRecord record in batch.Records)
        {
            if (record.Number < expected)
            {
                Fill(record, now);
                continue;
            }

            if (record.Number > expected)
            {
                holes.Add(new Hole(expected, record.Number - 1, now));
                Gaps++;
                isBroken = true;
            }

            expected = record.Number + 1;
            if (record.Lost is { } lost)
            {
                Lose(lost.First, lost.Last);
                isBroken = true;
            }

            if (record.Breaks)
            {
                Gaps++;
                isBroken = true;
            }

            if (record.Event is not null)
            {
                next.Add(record);
                if (isBroken)
                {
                    breaks.Add(record.Number);
                }

                isBroken = false;
            }
        }

        State = State with { Next = expected, IsBroken = isBroken };
    }

    /// <summary>A record of the session before: it comes after its session has ended, and is new where that one had not come so far.</summary>
    private void TakeBefore(NinjaTraderBatch batch)
    {
        foreach (NinjaTraderRecord record in batch.Records.Where(r => r.Event is not null))
        {
            if (record.Number < State.NextBefore)
            {
                Duplicates++;
            }
            else
            {
                fills.Add(record);
            }
        }

        State = State with { NextBefore = Math.Max(State.NextBefore, batch.Records[^1].Number + 1) };
    }

    private void Fill(NinjaTraderRecord record, long now)
    {
        int at = holes.FindIndex(h => h.First <= record.Number && record.Number <= h.Last);
        if (at < 0)
        {
            Duplicates += record.Event is null ? 0 : 1;
            return;
        }

        Hole hole = holes[at];
        if (now - hole.Seen > FillMilliseconds)
        {
            Late += record.Event is null ? 0 : 1;
            return;
        }

        holes.RemoveAt(at);
        holes.InsertRange(at, ((Hole[])[hole with { Last = record.Number - 1 }, hole with { First = record.Number + 1 }]).Where(h => h.First <= h.Last));
        if (record.Event is not null)
        {
            fills.Add(record);
        }
    }

    /// <summary>The sender says that these are lost: no hole waits for them.</summary>
    private void Lose(long first, long last)
    {
        for (int i = holes.Count - 1; i >= 0; i--)
        {
            Hole hole = holes[i];
            if (hole.Last >= first && hole.First <= last)
            {
                holes.RemoveAt(i);
                holes.InsertRange(i, ((Hole[])[hole with { Last = first - 1 }, hole with { First = last + 1 }]).Where(h => h.First <= h.Last));
            }
        }
    }
}
