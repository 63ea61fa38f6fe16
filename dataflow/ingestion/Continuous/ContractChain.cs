using System.Collections.Immutable;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Ingestion;

/// <summary>
/// The contracts of one continuous future: which of them counts, and when the next one does. Every decision rests on
/// what came before it.
/// </summary>
internal sealed class ContractChain
{
    private readonly ContinuousFuture _future;
    private readonly Instrument _instrument;
    private readonly TradingCalendar _sessions;
    private readonly ContractState[] _contracts;
    private readonly ImmutableArray<ScheduledRoll> _schedule = [];
    private readonly List<ContractRoll> _rolls = [];
    private readonly Queue<InputEvent> _due = new();
    private SeriesAdjustment _adjustment;
    private int _front;
    private bool _begun;
    private Timestamp _nextOpen;
    private int _hint;

    /// <summary>Prepares a chain whose prices begin with an adjustment.</summary>
    public ContractChain(string symbol, int index, Instrument instrument, SeriesAdjustment opening)
    {
        _future = instrument.Continuous!;
        (Symbol, Index, _instrument, _sessions, _adjustment) = (symbol, index, instrument, instrument.Sessions, opening);
        _contracts = [.. _future.Contracts.Select(contract => new ContractState(contract))];
        Check();
        if (_future.Rule == RollRule.Calendar)
            _schedule = _future.Schedule(_sessions);
    }

    public string Symbol { get; }

    /// <summary>The symbol's number.</summary>
    public int Index { get; }

    public IReadOnlyList<ContractRoll> Rolls => _rolls;

    /// <summary>Rolls that happened since the last event and are still to be said, in order.</summary>
    public Queue<InputEvent> Due => _due;

    /// <summary>What the user should know of the data.</summary>
    public List<string> Warnings { get; } = [];

    public bool HasData => _begun;

    public IEnumerable<string> Contracts => _contracts.Select(contract => contract.Id);

    /// <summary>Says which contracts there are data of, as far as that is known before they are read: the first of them counts at first.</summary>
    public void Expect(Predicate<string> hasData) => _front = Math.Max(0, Array.FindIndex(_contracts, contract => hasData(contract.Id)));

    /// <summary>The moment of an event: that of a candle lies in it.</summary>
    public Timestamp MomentOf(in InputEvent e) => e.Kind == EventKind.Candle ? _sessions.AnchorOf(in e.Candle, e.TimeFrame) : e.Time;

    /// <summary>Makes the rolls that are due by a moment.</summary>
    public void AdvanceTo(Timestamp moment)
    {
        if (!_begun)
            Begin(moment);
        if (moment < _nextOpen)
            return;
        if (_future.Rule == RollRule.Calendar)
            RollByCalendar(moment);
        else
            RollByVolume(moment);
    }

    /// <summary>Takes an event of a contract; false where the contract does not count. Else it is now one of the continuous future.</summary>
    public bool Take(ref InputEvent e, int contract, Timestamp moment)
    {
        if (_instrument.Counts(moment, ref _hint))
            _contracts[contract].See(in e, moment, _instrument.CandlesFrom);
        if (contract != _front)
            return false;
        e.Symbol = Index;
        if (_future.Series != SeriesKind.Unadjusted)
            Adjust(ref e);
        return true;
    }

    /// <summary>What came before the data began is no event: the contract that counts then is simply the first.</summary>
    private void Begin(Timestamp moment)
    {
        _begun = true;
        if (_future.Rule == RollRule.Calendar)
        {
            _front = _schedule.Count(roll => roll.Instant <= moment);
            _nextOpen = _front < _schedule.Length ? _schedule[_front].Instant : Timestamp.MaxValue;
            return;
        }

        TradingDay day = _sessions.DayOf(moment);
        while (HasEnded(day))
            _front++;
        _nextOpen = OpenAfter(day);
    }

    private void RollByCalendar(Timestamp moment)
    {
        for (; _front < _schedule.Length && _schedule[_front].Instant <= moment;)
            RollTo(_front + 1, _schedule[_front].Instant);
        _nextOpen = _front < _schedule.Length ? _schedule[_front].Instant : Timestamp.MaxValue;
    }

    /// <summary>A trading day is over: its volumes say which contract the next one belongs to.</summary>
    private void RollByVolume(Timestamp moment)
    {
        bool ended = HasEnded(_sessions.DayOf(_nextOpen));
        int most = MostTraded(ended ? _front + 1 : _front);
        if (most != _front)
            RollTo(most, _nextOpen);
        // After days of silence, contracts that have ended since are passed over one by one.
        TradingDay day = _sessions.DayOf(moment);
        while (HasEnded(day))
            RollTo(_front + 1, OpenAfter(_contracts[_front].Contract.Expiry!.Value));
        Array.ForEach(_contracts, contract => contract.BeginDay());
        _nextOpen = OpenAfter(day);
    }

    /// <summary>Whether the contract that counts is no longer traded on a day, and there is another.</summary>
    private bool HasEnded(TradingDay day) => _front + 1 < _contracts.Length && _contracts[_front].Contract.Expiry < day;

    /// <summary>The contract with the most volume among those from one on; the earliest of several.</summary>
    private int MostTraded(int first)
    {
        int most = first;
        for (int i = first + 1; i < _contracts.Length; i++)
        {
            if (_contracts[i].Volume > _contracts[most].Volume)
                most = i;
        }

        return most;
    }

    private void Check()
    {
        if (Array.Find(_contracts, contract => contract.Id.Length > Text24.Capacity) is { } longest)
            throw new IngestionException($"{Symbol}: the name of contract '{longest.Id}' is longer than {Text24.Capacity} characters; give it a shorter one");
        if (_future.Rule == RollRule.Volume && _instrument.CandlesFrom != CandleSource.Trade)
            throw new IngestionException($"{Symbol}: rolls by volume need trades, and its candles are made from '{_instrument.CandlesFrom.ToString().ToLowerInvariant()}', which have none; roll by the calendar, or make candles from trades");
    }

    private Timestamp OpenAfter(TradingDay day) => _sessions.DayBounds(_sessions.OnOrAfter(day.AddDays(1))).Start;

    private void RollTo(int next, Timestamp instant)
    {
        ContractState from = _contracts[_front], to = _contracts[next];
        _front = next;
        if (_future.Series != SeriesKind.Unadjusted)
            AdjustAfter(from, to, instant);
        _rolls.Add(new ContractRoll(Symbol, instant, from.Id, to.Id, from.LastPrice, to.LastPrice));
        Price unknown = new(Roll.Unknown);
        var roll = new ContractChange
        {
            FromClose = from.LastPrice ?? unknown,
            ToClose = to.LastPrice ?? unknown,
            Offset = _adjustment.Offset,
            Factor = _adjustment.Factor.ToDouble(),
        };
        Text24.TryFrom(from.Id, out roll.From);
        Text24.TryFrom(to.Id, out roll.To);
        _due.Enqueue(new InputEvent { Kind = EventKind.Roll, Symbol = Index, Time = instant, Roll = roll });
    }

    private void AdjustAfter(ContractState from, ContractState to, Timestamp instant)
    {
        const string Remedy = "give data of both contracts that reach over the roll, or ask for the series 'unadjusted'";
        ContractState? silent = from.LastPrice is null ? from : to.LastPrice is null ? to : null;
        if (silent is not null)
            throw new IngestionException($"{Symbol}: the roll from {from.Id} to {to.Id} at {instant} needs the last price of {silent.Id} before it, and there is none; {Remedy}");
        try
        {
            _adjustment = _adjustment.After(from.LastPrice!.Value, to.LastPrice!.Value);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new IngestionException($"{Symbol}: the roll from {from.Id} to {to.Id} at {instant} has the prices {from.LastPrice} and {to.LastPrice}, and a ratio needs prices above 0; ask for the series 'back_adjusted'", e);
        }

        Timestamp dayBefore = _sessions.DayBounds(_sessions.Previous(instant).Day).Start;
        foreach (ContractState old in new[] { from, to }.Where(contract => contract.LastTime < dayBefore))
            Warnings.Add($"{Symbol}: the roll from {from.Id} to {to.Id} at {instant} takes a price of {old.Id} of {old.LastTime}, for it did not trade on the day before");
    }

    private void Adjust(ref InputEvent e)
    {
        try
        {
            switch (e.Kind)
            {
                case EventKind.Tick:
                    e.Tick.Price = _adjustment.Apply(e.Tick.Price);
                    if ((e.Flags & InputEvent.HasQuote) != 0)
                        (e.QuotedTick.Bid, e.QuotedTick.Ask) = (AdjustSide(e.QuotedTick.Bid), AdjustSide(e.QuotedTick.Ask));
                    break;
                case EventKind.Quote:
                    e.Quote.Bid = AdjustSide(e.Quote.Bid);
                    e.Quote.Ask = AdjustSide(e.Quote.Ask);
                    break;
                case EventKind.Candle:
                    e.Candle.Open = _adjustment.Apply(e.Candle.Open);
                    e.Candle.High = _adjustment.Apply(e.Candle.High);
                    e.Candle.Low = _adjustment.Apply(e.Candle.Low);
                    e.Candle.Close = _adjustment.Apply(e.Candle.Close);
                    break;
            }
        }
        catch (OverflowException error)
        {
            throw new IngestionException($"{Symbol}: a price of {e.Time}, adjusted for the rolls before it, is out of range; ask for the series 'unadjusted'", error);
        }
    }

    /// <summary>A side that is missing stays so.</summary>
    private Price AdjustSide(Price price) => price.Raw == 0 ? price : _adjustment.Apply(price);
}
