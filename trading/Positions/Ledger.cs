using Pawl.Types;

namespace Pawl.Trading;

/// <summary>
/// What an account holds: cash in each currency, the virtual position of every strategy in every symbol, and their sum.
/// Cash and the value of positions are equity, to the last unit.
/// </summary>
public sealed partial class Ledger
{
    private readonly SymbolFacts[] _symbols;
    private readonly string[] _strategies;
    private readonly Holding[] _holdings;
    private readonly Holding[] _totals;
    private readonly Mark[] _marks;
    private QuantitySum[] _cash;
    private Long128 _cashTotal;
    private Long128 _value;

    /// <param name="mode">Netting or hedging.</param>
    /// <param name="rates">What currencies are worth; the first is that of the account.</param>
    /// <param name="symbols">The symbols, by their number.</param>
    /// <param name="strategies">The strategies, by their number; fills of orders that nobody knows are kept behind them.</param>
    public Ledger(PositionMode mode, ExchangeRates rates, IReadOnlyList<SymbolFacts> symbols, IReadOnlyList<string> strategies)
    {
        Mode = mode;
        Rates = rates;
        _symbols = [.. symbols];
        _strategies = [.. strategies];
        _holdings = new Holding[(_strategies.Length + 1) * _symbols.Length];
        _totals = new Holding[_symbols.Length];
        _marks = new Mark[_symbols.Length];
        _cash = new QuantitySum[rates.Count];
    }

    public PositionMode Mode { get; }

    public ExchangeRates Rates { get; }

    public int Symbols => _symbols.Length;

    public int Strategies => _strategies.Length;

    /// <summary>Where fills of unknown orders are kept.</summary>
    public int Unassigned => _strategies.Length;

    /// <summary>Cash of all currencies, in that of the account.</summary>
    public Long128 Cash => _cashTotal;

    /// <summary>Cash and the value of all positions, in the currency of the account.</summary>
    public Long128 Equity => _cashTotal + _value;

    public SymbolFacts Facts(int symbol) => _symbols[symbol];

    /// <summary>The name of a strategy; that of the last is for fills of unknown orders.</summary>
    public string StrategyName(int strategy) => strategy == Unassigned ? "unassigned" : _strategies[strategy];

    /// <summary>What a strategy holds of a symbol.</summary>
    public ref readonly Holding HoldingOf(int strategy, int symbol) => ref _holdings[(strategy * _symbols.Length) + symbol];

    /// <summary>What the account holds of a symbol.</summary>
    public ref readonly Holding Total(int symbol) => ref _totals[symbol];

    public ref readonly Mark MarkOf(int symbol) => ref _marks[symbol];

    /// <summary>The value of what the account holds of a symbol, in the account's currency; negative where it is short.</summary>
    public Long128 ValueOf(int symbol) => _marks[symbol].Value.ToLong128();

    /// <summary>Puts money in, or takes it out.</summary>
    public void Deposit(int currency, Long128 amount)
    {
        if (currency >= _cash.Length) Array.Resize(ref _cash, currency + 1);
        Add(ref _cash[currency], amount);
        SumCash();
    }

    /// <summary>Takes over that exchange rates changed.</summary>
    public void Revalue()
    {
        SumCash();
        for (int i = 0; i < _symbols.Length; i++) Revalue(i);
    }

    /// <summary>Counts a fill for a strategy and for the account.</summary>
    /// <param name="strategy">Whose order it was.</param>
    /// <param name="symbol">What was traded.</param>
    /// <param name="reduces">Whether the order was reduce-only: in a hedging account it closes the other side.</param>
    /// <param name="fill">The fill.</param>
    /// <returns>Whether the strategy's position is flat after it.</returns>
    public bool Apply(int strategy, int symbol, bool reduces, in Fill fill)
    {
        SymbolFacts facts = _symbols[symbol];
        Quantity signed = fill.Side == TradeDirection.Buy ? fill.Quantity : -fill.Quantity;
        Long128 fee = fill.Fee.ToLong128();
        ref Holding own = ref _holdings[(strategy * _symbols.Length) + symbol];
        ref Position leg = ref Holding.Leg(ref own, Mode, fill.Side, reduces);
        leg.Apply(signed, fill.Price, facts.Multiplier, fee);
        Holding.Leg(ref _totals[symbol], Mode, fill.Side, reduces).Apply(signed, fill.Price, facts.Multiplier, fee);
        if (facts.Currency >= _cash.Length) Array.Resize(ref _cash, facts.Currency + 1);
        Add(ref _cash[facts.Currency], -Amounts.Value(fill.Price, signed, facts.Multiplier));
        Add(ref _cash[0], -fee);
        SumCash();
        if (!_marks[symbol].IsKnown) _marks[symbol].Take(fill.Price);
        Revalue(symbol);
        return leg.IsFlat;
    }

    /// <summary>What a strategy's position is, for a message.</summary>
    public PositionUpdate Describe(int strategy, int symbol, TradeDirection side, bool reduces)
    {
        ref Position leg = ref Holding.Leg(ref _holdings[(strategy * _symbols.Length) + symbol], Mode, side, reduces);
        SymbolFacts facts = _symbols[symbol];
        ref readonly Mark mark = ref _marks[symbol];
        return new PositionUpdate
        {
            Quantity = leg.Quantity,
            AveragePrice = leg.IsFlat ? Price.MinValue : leg.AveragePrice(facts.Multiplier),
            MarkPrice = mark.IsKnown ? mark.Price : Price.MinValue,
            RealizedProfit = QuantitySum.FromLong128(Rates.Convert(leg.Realized.ToLong128(), facts.Currency)),
            UnrealizedProfit = QuantitySum.FromLong128(Rates.Convert(leg.Unrealized(mark.Price, facts.Multiplier), facts.Currency)),
            Fees = leg.Fees,
        };
    }

    private static void Add(ref QuantitySum sum, Long128 amount) => sum = QuantitySum.FromLong128(checked(sum.ToLong128() + amount));

    private void SumCash()
    {
        Long128 total = 0;
        for (int i = 0; i < _cash.Length; i++) total += Rates.Convert(_cash[i].ToLong128(), i);
        _cashTotal = total;
    }

    private void Revalue(int symbol)
    {
        ref Mark mark = ref _marks[symbol];
        SymbolFacts facts = _symbols[symbol];
        Quantity net = _totals[symbol].Net;
        Long128 value = net.Raw == 0 ? 0 : Rates.Convert(Amounts.Value(mark.Price, net, facts.Multiplier), facts.Currency);
        _value += value - mark.Value.ToLong128();
        mark.Value = QuantitySum.FromLong128(value);
    }
}
