using Pawl.Types;

namespace Pawl.Trading;

/// <summary>
/// An account: takes the signals of strategies, the market, and the broker's answers, in the order of time, symbol and
/// sequence, and makes orders of them. One thread at a time. It follows fills, not wishes.
/// </summary>
public sealed partial class Account
{
    private readonly AccountSettings _settings;
    private readonly StrategySettings[] _strategies;
    private readonly ExecutionIds _executions = new();
    private readonly Text24[] _lastEntry;
    private readonly IBroker _broker;
    private readonly IAccountSink _sink;
    private readonly Text64 _name;

    /// <param name="settings">The account.</param>
    /// <param name="strategies">What trades on it, by its number.</param>
    /// <param name="symbols">What is traded, by its number.</param>
    /// <param name="rates">What currencies are worth; the first is the account's.</param>
    /// <param name="broker">Where orders go.</param>
    /// <param name="sink">What takes what the account says.</param>
    public Account(
        AccountSettings settings,
        IReadOnlyList<StrategySettings> strategies,
        IReadOnlyList<SymbolFacts> symbols,
        ExchangeRates rates,
        IBroker broker,
        IAccountSink sink)
    {
        _settings = settings;
        _strategies = [.. strategies];
        _broker = broker;
        _sink = sink;
        _name = Text64.From(settings.Name);
        _lastEntry = new Text24[strategies.Count * symbols.Count];
        Ledger = new Ledger(settings.Mode, rates, symbols, [.. strategies.Select(s => s.Name)]);
        Orders = new OrderTable(strategies.Count, symbols.Count);
        Risk = new RiskGate(settings.Limits, Ledger, Orders, settings.Days);
        Ledger.Deposit(0, settings.Cash.ToLong128());
    }

    /// <summary>What it holds.</summary>
    public Ledger Ledger { get; }

    /// <summary>Its orders.</summary>
    public OrderTable Orders { get; }

    /// <summary>What stands between it and the broker.</summary>
    public RiskGate Risk { get; }

    /// <summary>A trade.</summary>
    public void OnTick(int symbol, Timestamp time, in Tick tick) => OnPrice(symbol, time, tick.Price);

    /// <summary>A bar that is complete, known at <paramref name="time"/>.</summary>
    public void OnCandle(int symbol, Timestamp time, in Candle candle) => OnPrice(symbol, time, candle.Close);

    /// <summary>The best bid and ask.</summary>
    public void OnQuote(int symbol, Timestamp time, in Quote quote)
    {
        if (Ledger.OnQuote(symbol, time, quote.Bid, quote.Ask)) LookAtEquity(time);
    }

    /// <summary>What it is, for a message.</summary>
    public AccountUpdate Describe()
    {
        Long128 gross = 0;
        for (int i = 0; i < Ledger.Symbols; i++) gross += Long128.Abs(Ledger.ValueOf(i));
        Long128 used = Amounts.Divide(Amounts.Times(gross, Risk.Limits.MarginPercent.Raw), 100);
        Long128 free = Long128.Max(0, Ledger.Equity - used);
        AccountFlags flags = AccountFlags.None;
        if (Risk.StateOf(RiskScope.Account).State == TradingState.Halted || Risk.StateOf(RiskScope.Global).State == TradingState.Halted) flags |= AccountFlags.Halted;
        return new AccountUpdate
        {
            Account = _name,
            Currency = Text64.From(_settings.Currency),
            Cash = QuantitySum.FromLong128(Ledger.Cash),
            Equity = QuantitySum.FromLong128(Ledger.Equity),
            MarginUsed = QuantitySum.FromLong128(used),
            BuyingPower = QuantitySum.FromLong128(Risk.Limits.MarginPercent.Raw == 0 ? free : Amounts.Part(free, 100 * Amounts.Scale, Risk.Limits.MarginPercent.Raw)),
            Flags = flags,
        };
    }

    private void OnPrice(int symbol, Timestamp time, Price price)
    {
        if (Ledger.OnPrice(symbol, time, price)) LookAtEquity(time);
    }

    private void LookAtEquity(Timestamp time)
    {
        if (!Risk.OnEquity(time)) return;
        Stopped(Risk.StateOf(RiskScope.Account).By is RiskRule.Drawdown ? RiskRule.Drawdown : RiskRule.DailyLoss, time);
    }

    private void Stopped(RiskRule rule, Timestamp time)
    {
        _sink.OnStopped(rule, time);
        CancelEntries(RiskScope.Account, 0, time);
    }
}
