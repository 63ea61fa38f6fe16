using System.Runtime.InteropServices;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary>Events that are older than others before them.</summary>
internal sealed class LateCheck : DataCheck
{
    private Timestamp newest = Timestamp.MinValue;
    private long count;
    private long worst;
    private Timestamp worstAt;

    public override void See(in InputEvent e)
    {
        if (e.Time >= newest)
        {
            newest = e.Time;
            return;
        }

        count++;
        if (newest - e.Time > worst)
        {
            (worst, worstAt) = (newest - e.Time, e.Time);
        }
    }

    public override IEnumerable<DataFinding> Findings() => count == 0 ? [] :
        [new("late", Severity.Warning, count, $"events that are older than some before them, at most {Durations.Of(worst)}, at {worstAt}; --lateness sorts them")];
}

/// <summary>Holes and repetitions in the venue's numbers.</summary>
internal sealed class NumberCheck : DataCheck
{
    private const int Remembered = 4096;

    private readonly Flaw holes = new("gap", Severity.Error, "holes in the venue's sequence numbers");
    private readonly Flaw repeated = new("duplicate", Severity.Warning, "events that were there before, by their sequence numbers or trade ids; a run drops them");
    private readonly HashSet<long> known = [];
    private readonly Queue<long> ids = new();
    private long last;

    public override void See(in InputEvent e)
    {
        if (e.Kind != EventKind.Tick)
        {
            return;
        }

        if (e.Tick.Sequence != 0)
        {
            if (e.Tick.Sequence <= last)
            {
                repeated.Add(in e);
                return;
            }

            if (last != 0 && e.Tick.Sequence > last + 1)
            {
                holes.Add(in e, FormattableString.Invariant($"{last + 1} to {e.Tick.Sequence - 1} are missing"));
            }

            last = e.Tick.Sequence;
        }
        else if (e.Tick.TradeId != 0 && !known.Add(e.Tick.TradeId))
        {
            repeated.Add(in e);
        }
        else if (e.Tick.TradeId != 0)
        {
            ids.Enqueue(e.Tick.TradeId);
            if (ids.Count > Remembered)
            {
                known.Remove(ids.Dequeue());
            }
        }
    }

    public override IEnumerable<DataFinding> Findings() => [.. holes.Found, .. repeated.Found];
}

/// <summary>Rows that are the same as the one before: common among trades, which is why nothing drops them.</summary>
internal sealed class EqualCheck : DataCheck
{
    private readonly Flaw equal = new("equal rows", Severity.Note, "rows that equal the one before; without numbers of the venue they count as trades of their own");
    private InputEvent before;

    public override void See(in InputEvent e)
    {
        if (e.Kind == EventKind.Tick && e.Time == before.Time && Bytes(in e).SequenceEqual(Bytes(in before)))
        {
            equal.Add(in e);
        }

        before = e;
    }

    public override IEnumerable<DataFinding> Findings() => equal.Found;

    private static ReadOnlySpan<byte> Bytes(in InputEvent e) => MemoryMarshal.AsBytes(new ReadOnlySpan<Tick>(in e.Tick));
}

/// <summary>Sizes and prices that make little sense by themselves.</summary>
internal sealed class ValueCheck : DataCheck
{
    private readonly Flaw empty = new("size", Severity.Warning, "trades of size 0, which enter no candle");
    private readonly Flaw worthless = new("price", Severity.Warning, "prices of 0 or below");
    private readonly Flaw crossed = new("quote", Severity.Warning, "quotes whose bid is above the ask");
    private readonly Flaw locked = new("quote", Severity.Note, "quotes whose bid equals the ask");
    private readonly Flaw oneSided = new("quote", Severity.Note, "quotes with one side alone");

    public override void See(in InputEvent e)
    {
        if (e.Kind == EventKind.Tick && e.Tick.Size.Raw == 0)
        {
            empty.Add(in e);
        }

        if (e.Kind != EventKind.Quote)
        {
            PriceOf.TryGet(in e, out Price price);
            if (price.Raw <= 0)
            {
                worthless.Add(in e);
            }
        }
        else if (e.Quote.Bid.Raw == 0 || e.Quote.Ask.Raw == 0)
        {
            oneSided.Add(in e);
        }
        else if (e.Quote.Bid >= e.Quote.Ask)
        {
            (e.Quote.Bid > e.Quote.Ask ? crossed : locked).Add(in e, $"{e.Quote.Bid} and {e.Quote.Ask}");
        }
    }

    public override IEnumerable<DataFinding> Findings() => [.. empty.Found, .. worthless.Found, .. crossed.Found, .. locked.Found, .. oneSided.Found];
}

/// <summary>What does not fit the instrument: prices between its ticks, sizes between its lots, events while it is closed.</summary>
internal sealed class InstrumentCheck(Instrument instrument) : DataCheck
{
    private readonly Flaw prices = new("tick size", Severity.Error, $"prices that are no multiple of {instrument.TickSize}");
    private readonly Flaw sizes = new("lot size", Severity.Warning, $"sizes that are no multiple of {instrument.LotSize}");
    private readonly Flaw outside = new("hours", Severity.Note, "events outside of the instrument's sessions");
    private int hint;

    public override void See(in InputEvent e)
    {
        foreach (Price price in (ReadOnlySpan<Price>)(e.Kind switch
        {
            EventKind.Tick => [e.Tick.Price],
            EventKind.Quote => [e.Quote.Bid, e.Quote.Ask],
            EventKind.Candle => [e.Candle.Open, e.Candle.High, e.Candle.Low, e.Candle.Close],
            _ => [],
        }))
        {
            if (instrument.TickSize.Raw != 0 && price.Raw % instrument.TickSize.Raw != 0)
            {
                prices.Add(in e, price.ToString());
                break;
            }
        }

        if (e.Kind == EventKind.Tick && instrument.LotSize.Raw != 0 && e.Tick.Size.Raw % instrument.LotSize.Raw != 0)
        {
            sizes.Add(in e, e.Tick.Size.ToString());
        }

        if (e.Kind != EventKind.Candle && !instrument.Sessions.TryFind(e.Time, ref hint, out _))
        {
            outside.Add(in e);
        }
    }

    public override IEnumerable<DataFinding> Findings() => [.. prices.Found, .. sizes.Found, .. outside.Found];
}
