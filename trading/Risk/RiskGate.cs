using Pawl.Types;

namespace Pawl.Trading;

/// <summary>
/// Stands before the broker. Orders that it lets pass are the only ones that a broker takes. Nothing here looks at a clock:
/// the time is that of the event. Its whole state is saved and restored, so that a stop outlives the process.
/// </summary>
public sealed partial class RiskGate
{
    private const long Millisecond = Timestamp.NanosecondsPerSecond / 1000;

    private readonly Ledger _ledger;
    private readonly OrderTable _orders;
    private readonly TradingCalendar _days;
    private readonly Throttle _accountMessages;
    private readonly Throttle[] _strategyMessages;
    private readonly Throttle?[] _entries;
    private readonly Stops[] _strategies;
    private readonly Stops[] _symbols;
    private readonly long[] _unknownOrders;
    private readonly long[] _differs;
    private readonly SentOrder[] _sent;
    private Stops _global;
    private Stops _account;
    private int _nextSent;
    private long _rejects;
    private int _dayHint;
    private long _day;
    private long _stoppedDay;
    private Long128 _dayStart;
    private Long128 _lastEquity;
    private Long128 _peak;
    private bool _started;

    /// <param name="limits">All of them: there is no gate without limits.</param>
    /// <param name="ledger">What the account holds.</param>
    /// <param name="orders">What is open.</param>
    /// <param name="days">The days of the account's time zone.</param>
    public RiskGate(RiskLimits limits, Ledger ledger, OrderTable orders, TradingCalendar days)
    {
        Limits = limits;
        _ledger = ledger;
        _orders = orders;
        _days = days;
        _strategies = new Stops[ledger.Strategies + 1];
        _symbols = new Stops[ledger.Symbols];
        _unknownOrders = new long[ledger.Symbols];
        _differs = new long[ledger.Symbols];
        _accountMessages = new Throttle((int)limits.AccountMessagesPerSecond, Timestamp.NanosecondsPerSecond);
        _strategyMessages = [.. Enumerable.Range(0, ledger.Strategies + 1).Select(_ => new Throttle((int)limits.StrategyMessagesPerSecond, Timestamp.NanosecondsPerSecond))];
        _entries = new Throttle[ledger.Strategies * ledger.Symbols];
        _sent = new SentOrder[SentOrder.Remembered];
        _stoppedDay = long.MinValue;
    }

    public RiskLimits Limits { get; }

    /// <summary>The state of a scope, as a person or a limit set it.</summary>
    public Stops StateOf(RiskScope scope, int index = 0) => Scope(scope, index);

    /// <summary>Whether what is held or what became of an order of a symbol is not known.</summary>
    public bool IsUnknown(int symbol) => _unknownOrders[symbol] > 0 || _differs[symbol] != 0;

    /// <summary>
    /// Stops a scope: the kill switch. From now on nothing that makes a position larger passes.
    /// </summary>
    /// <param name="scope">What to stop.</param>
    /// <param name="index">The number of the strategy or symbol.</param>
    /// <returns>Whether it was less strict before; then entries that stand are to be cancelled.</returns>
    public bool Kill(RiskScope scope, int index = 0)
    {
        ref Stops stops = ref Scope(scope, index);
        bool changed = stops.Tighten(TradingState.Halted, RiskRule.KillSwitch);
        stops.By = RiskRule.KillSwitch;
        return changed;
    }

    /// <summary>Sets a scope to reducing or halted, where it is less strict.</summary>
    public bool Tighten(RiskScope scope, int index, TradingState state, RiskRule by = RiskRule.Halted) => Scope(scope, index).Tighten(state, by);

    /// <summary>Arms a scope again: a separate act of a person. Losses are counted anew from here, refusals and entries from none.</summary>
    public void Arm(RiskScope scope, int index = 0)
    {
        Scope(scope, index) = default;
        switch (scope)
        {
            case RiskScope.Account:
                _rejects = 0;
                _peak = _ledger.Equity;
                break;
            case RiskScope.Strategy:
                for (int symbol = 0; symbol < _symbols.Length; symbol++) Entries(index, symbol)?.Clear();
                break;
            case RiskScope.Symbol:
                for (int strategy = 0; strategy < _ledger.Strategies; strategy++) Entries(strategy, index)?.Clear();
                break;
            default:
                break;
        }
    }

    /// <summary>A message goes to the broker, whatever it asks for.</summary>
    public void CountMessage(int strategy, Timestamp now)
    {
        _accountMessages.Add(now);
        _strategyMessages[strategy].Add(now);
    }

    /// <summary>An order goes to the broker.</summary>
    public void CountOrder(in Order order, Timestamp now)
    {
        CountMessage((int)order.Strategy, now);
        if (order.IsReduceOnly) return;
        _sent[_nextSent] = SentOrder.Of(order, now);
        _nextSent = (_nextSent + 1) % _sent.Length;
        ref Throttle? entries = ref _entries[((int)order.Strategy * _symbols.Length) + (int)order.Symbol];
        entries ??= NewEntries();
        entries.Add(now);
    }

    /// <summary>The broker took an order: refusals are counted in a row.</summary>
    public void OnAccepted() => _rejects = 0;

    /// <summary>The broker refused an order.</summary>
    /// <returns>Whether entries stop by it.</returns>
    public bool OnRejected()
    {
        _rejects++;
        return _rejects >= Limits.MaxRejects && _account.Tighten(TradingState.Halted, RiskRule.Rejects);
    }

    /// <summary>An order became unknown, or known again. One is enough: until it is reconciled nothing of its symbol passes.</summary>
    /// <returns>Whether entries stop by it.</returns>
    public bool OnUnknown(int symbol, int change)
    {
        _unknownOrders[symbol] = Math.Max(0, _unknownOrders[symbol] + change);
        return change > 0 && _account.Tighten(TradingState.Halted, RiskRule.UnknownOrders);
    }

    /// <summary>The position at the broker was compared with ours.</summary>
    /// <returns>Whether entries stop by it.</returns>
    internal bool OnPosition(int symbol, bool equal)
    {
        _differs[symbol] = equal ? 0 : 1;
        return !equal && _account.Tighten(TradingState.Halted, RiskRule.UnknownPosition);
    }

    /// <summary>Looks at the equity: loss of the day, and since the highest equity.</summary>
    /// <returns>Whether entries stop by it.</returns>
    public bool OnEquity(Timestamp now)
    {
        Long128 equity = _ledger.Equity;
        long day = _days.DayOf(now, ref _dayHint).Number;
        if (!_started || day != _day)
        {
            // The day begins with what the last one ended with, so that a gap over night counts.
            _dayStart = _started ? _lastEquity : equity;
            if (!_started) _peak = equity;
            _day = day;
            _started = true;
        }

        _lastEquity = equity;
        if (equity > _peak) _peak = equity;
        bool stops = false;
        if (_stoppedDay != day && _dayStart - equity > Limits.DailyLoss.ToLong128())
        {
            _stoppedDay = day;
            stops = true;
        }

        if (_peak - equity > Limits.MaxDrawdown.ToLong128()) stops |= _account.Tighten(TradingState.Halted, RiskRule.Drawdown);
        return stops;
    }

    /// <summary>Loss since the highest equity.</summary>
    public Long128 Drawdown => _peak - _ledger.Equity;

    /// <summary>Loss of the day; negative where it is a profit.</summary>
    public Long128 DayLoss => _dayStart - _ledger.Equity;

    private Throttle NewEntries() => new((int)Limits.RepeatedEntries, Limits.RepeatedEntriesMinutes * 60 * Timestamp.NanosecondsPerSecond);

    private Throttle? Entries(int strategy, int symbol) => _entries[(strategy * _symbols.Length) + symbol];

    private ref Stops Scope(RiskScope scope, int index)
    {
        switch (scope)
        {
            case RiskScope.Strategy: return ref _strategies[index];
            case RiskScope.Symbol: return ref _symbols[index];
            case RiskScope.Account: return ref _account;
            default: return ref _global;
        }
    }
}
