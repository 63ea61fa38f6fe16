using System.Globalization;
using Pawl.Trading;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Trading;

/// <summary>
/// Makes events of numbers: orders, answers, fills of every kind, prices. Beside the account it adds up what was filled, in
/// decimals, and compares.
/// </summary>
internal sealed class RandomAccount
{
    private static readonly decimal[] Multipliers = [1m, 2.5m];
    private static readonly decimal[] Rates = [1m, 1.1m];

    private readonly Accounts _accounts;
    private readonly decimal[] _held = new decimal[Accounts.Symbols];
    private readonly decimal[] _marks = [100m, 50m];
    private readonly List<string> _sent = [];
    private readonly Dictionary<string, decimal> _left = new(StringComparer.Ordinal);
    private readonly HashSet<int> _counted = [];
    private decimal _cash = 100_000m;
    private int _step;
    private int _executions;

    public RandomAccount(PositionMode mode, RiskLimits? limits = null)
    {
        _accounts = new Accounts(limits, mode);
        for (int i = 0; i < Accounts.Symbols; i++) _accounts.Trade(i, 0, Text(_marks[i]));
    }

    public Account Account => _accounts.Account;

    /// <summary>Only what a sound broker does: no fill of unknown orders, none too large, none after the end.</summary>
    public bool OnlySound { get; init; }

    public Action<Account> EachStep { get; set; } = _ => { };

    /// <summary>Goes on after another one.</summary>
    public void TakeOver(RandomAccount other)
    {
        other._held.CopyTo(_held, 0);
        other._marks.CopyTo(_marks, 0);
        _sent.AddRange(other._sent);
        foreach ((string id, decimal left) in other._left) _left.Add(id, left);
        _counted.UnionWith(other._counted);
        (_cash, _step, _executions) = (other._cash, other._step, other._executions);
    }

    public void Run(int[] numbers)
    {
        foreach (int number in numbers)
        {
            _step++;
            Step((int)(Math.Abs((long)number) % 12), (int)(Math.Abs((long)number) / 12));
            Compare();
            EachStep(Account);
        }
    }

    private void Step(int kind, int choice)
    {
        switch (kind)
        {
            case 0 or 1 or 2:
                Submit(choice, reduces: false);
                break;
            case 3:
                Submit(choice, reduces: true);
                break;
            case 4:
                Price(choice);
                break;
            case 5:
                Answer(choice, OrderState.New);
                break;
            case 6:
                Answer(choice, (choice % 5) switch { 0 => OrderState.Canceled, 1 => OrderState.Rejected, 2 => OrderState.Expired, 3 => OrderState.PendingNew, _ => OnlySound ? OrderState.New : OrderState.Unknown });
                break;
            case 7 when !OnlySound:
                Fill("nobody", choice % Accounts.Symbols, TradeDirection.Sell, 1 + (choice % 3), ++_executions);
                break;
            default:
                FillOne(choice, again: kind == 8);
                break;
        }
    }

    private void Submit(int choice, bool reduces)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"o{_step}");
        TradeDirection side = (choice & 1) == 0 ? TradeDirection.Buy : TradeDirection.Sell;
        int symbol = (choice >> 1) & 1;
        Order order = Accounts.Order(id, (choice >> 2) & 1, symbol, side, Text(1 + (choice % 12)), (choice & 8) == 0 ? null : Text(_marks[symbol]), reduces);
        if (!Account.Submit(order, Accounts.At(_step))) return;
        _sent.Add(id);
        _left[id] = 1 + (choice % 12);
    }

    private void Price(int choice)
    {
        int symbol = choice & 1;
        _marks[symbol] = Math.Max(1m, _marks[symbol] + ((choice % 9) - 4) * 0.37m);
        _accounts.Trade(symbol, _step, Text(_marks[symbol]));
    }

    private void Answer(int choice, OrderState state)
    {
        if (_sent.Count == 0) return;
        string id = _sent[choice % _sent.Count];
        Account.OnUpdate(SymbolOf(id), Accounts.At(_step), Accounts.Update(id, state));
        if (OnlySound && OrderStates.IsDone(state)) _left[id] = 0;
    }

    private void FillOne(int choice, bool again)
    {
        if (_sent.Count == 0) return;
        string id = _sent[choice % _sent.Count];
        Account.Orders.TryFind(Text64.From(id), out int slot);
        int symbol = SymbolOf(id);
        TradeDirection side = Account.Orders[slot].Side;
        decimal quantity = OnlySound ? Math.Min(1 + (choice % 4), Allowed(id, slot)) : 1 + (choice % 7);
        if (quantity <= 0) return;
        _left[id] -= quantity;
        Fill(id, symbol, side, quantity, again && _executions > 0 ? _executions : ++_executions);
    }

    /// <summary>What a sound broker fills: no more than is left, and of a reduce-only order no more than it reduces.</summary>
    private decimal Allowed(string id, int slot)
    {
        ref readonly Order order = ref Account.Orders[slot];
        if (!order.IsReduceOnly) return _left[id];
        return Math.Min(_left[id], Account.Ledger.HoldingOf((int)order.Strategy, (int)order.Symbol).Closable(order.Side).Raw / (decimal)Quantity.Scale);
    }

    private void Fill(string id, int symbol, TradeDirection side, decimal quantity, int execution)
    {
        decimal price = _marks[symbol] + 0.03m, fee = 0.07m;
        Account.OnFill(symbol, Accounts.At(_step), Accounts.Fill(id, execution, side, Pawl.Types.Price.Parse(Text(price)), Quantity.Parse(Text(quantity)), Text(fee)));
        // The venue numbers by symbol: the same number in another one is another execution.
        if (!_counted.Add((execution * Accounts.Symbols) + symbol)) return;
        decimal signed = side == TradeDirection.Buy ? quantity : -quantity;
        _held[symbol] += signed;
        _cash -= signed * price * Multipliers[symbol] * Rates[symbol];
        _cash -= fee;
    }

    private int SymbolOf(string id)
    {
        Assert.True(Account.Orders.TryFind(Text64.From(id), out int slot), $"{id} is forgotten");
        return (int)Account.Orders[slot].Symbol;
    }

    private void Compare()
    {
        decimal equity = _cash;
        for (int symbol = 0; symbol < Accounts.Symbols; symbol++)
        {
            Assert.Equal(_held[symbol], Account.Ledger.Total(symbol).Net.Raw / (decimal)Quantity.Scale);
            long sum = 0;
            for (int strategy = 0; strategy <= Account.Ledger.Unassigned; strategy++) sum += Account.Ledger.HoldingOf(strategy, symbol).Net.Raw;
            Assert.Equal(Account.Ledger.Total(symbol).Net.Raw, sum);
            equity += _held[symbol] * _marks[symbol] * Multipliers[symbol] * Rates[symbol];
        }

        Assert.Equal(_cash, Money(Account.Ledger.Cash));
        Assert.Equal(equity, Money(Account.Ledger.Equity));
        Assert.Equal(equity - 100_000m, Profit());
    }

    /// <summary>Realised and unrealised profit of all strategies, less fees.</summary>
    private decimal Profit()
    {
        Int128 sum = 0;
        for (int symbol = 0; symbol < Accounts.Symbols; symbol++)
        {
            SymbolFacts facts = Account.Ledger.Facts(symbol);
            Price mark = Account.Ledger.MarkOf(symbol).Price;
            Int128 profit = 0;
            for (int strategy = 0; strategy <= Account.Ledger.Unassigned; strategy++)
            {
                foreach (Position leg in (Position[])[Account.Ledger.HoldingOf(strategy, symbol).Long, Account.Ledger.HoldingOf(strategy, symbol).Short])
                {
                    profit += leg.Realized.ToInt128() + (Int128)leg.Unrealized(mark, facts.Multiplier);
                    sum -= leg.Fees.ToInt128();
                }
            }

            sum += (Int128)Account.Ledger.Rates.Convert(profit, facts.Currency);
        }

        return Money(sum);
    }

    private static decimal Money(Int128 raw) => (decimal)(long)raw / Pawl.Types.Price.Scale;

    private static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);
}
