using Pawl.Types;

namespace Pawl.Trading;

// What could be held, were every order filled that is open. Strategies are bounded apart and added up: whichever of their
// orders are filled, and in whatever order, the account's position stays within the sum.
public sealed partial class RiskGate
{
    private Refusal CheckExposure(in Order order, SymbolFacts facts)
    {
        int symbol = (int)order.Symbol;
        (Long128 Long, Long128 Short) own = Reach(symbol, order);
        Long128 largest = Long128.Max(own.Long, own.Short);
        if (largest > Limits.MaxPosition.Raw) return Refusal.Of(RiskRule.MaxPosition, Limits.MaxPosition.Raw, largest);
        Long128 gross = 0, netLong = 0, netShort = 0;
        for (int i = 0; i < _ledger.Symbols; i++)
        {
            if (i != symbol && IsIdle(i)) continue;
            SymbolFacts one = _ledger.Facts(i);
            (Long128 longs, Long128 shorts) = i == symbol ? own : Reach(i, default);
            Price price = i == symbol ? Highest(order, _ledger.MarkOf(i).Price) : _ledger.MarkOf(i).Price;
            Long128 held = Worth(one, price, _ledger.Total(i).Net);
            Long128 most = Long128.Max(WorthOf(one, price, longs), WorthOf(one, price, shorts));
            gross += Long128.Max(most, Long128.Abs(held));
            netLong += Long128.Max(held, WorthOf(one, price, longs));
            netShort += Long128.Max(-held, WorthOf(one, price, shorts));
        }

        if (gross > Limits.MaxGross.ToLong128()) return Refusal.Of(RiskRule.MaxGross, Limits.MaxGross.ToLong128(), gross);
        Long128 net = order.Side == TradeDirection.Buy ? netLong : netShort;
        if (net > Limits.MaxNet.ToLong128()) return Refusal.Of(RiskRule.MaxNet, Limits.MaxNet.ToLong128(), net);
        Long128 needed = Amounts.Divide(Amounts.Times(gross, Limits.MarginPercent.Raw), 100);
        return needed > _ledger.Equity ? Refusal.Of(RiskRule.BuyingPower, _ledger.Equity, needed) : Refusal.None;
    }

    /// <summary>The largest quantities that could be held of a symbol, long and short, with one more order.</summary>
    private (Long128 Long, Long128 Short) Reach(int symbol, in Order more)
    {
        Long128 longs = 0, shorts = 0;
        for (int strategy = 0; strategy <= _ledger.Unassigned; strategy++)
        {
            ref readonly Holding held = ref _ledger.HoldingOf(strategy, symbol);
            ref readonly OpenQuantity open = ref _orders.Open(strategy, symbol);
            Long128 buys = open.Buys.Raw, sells = open.Sells.Raw;
            if (more.Quantity.Raw > 0 && more.Strategy == strategy)
            {
                if (more.Side == TradeDirection.Buy) buys += more.Quantity.Raw;
                else sells += more.Quantity.Raw;
            }

            if (_ledger.Mode == PositionMode.Hedging)
            {
                longs += held.Long.Quantity.Raw + buys;
                shorts += -held.Short.Quantity.Raw + sells;
            }
            else
            {
                longs += Long128.Max(0, held.Long.Quantity.Raw + buys);
                shorts += Long128.Max(0, -held.Long.Quantity.Raw + sells);
            }
        }

        return (longs, shorts);
    }

    private bool IsIdle(int symbol)
    {
        for (int strategy = 0; strategy <= _ledger.Unassigned; strategy++)
        {
            ref readonly Holding held = ref _ledger.HoldingOf(strategy, symbol);
            if (held.Long.Quantity.Raw != 0 || held.Short.Quantity.Raw != 0 || _orders.Open(strategy, symbol).Orders != 0) return false;
        }

        return true;
    }

    private Long128 WorthOf(SymbolFacts facts, Price price, Long128 quantity) => Long128.Abs(Worth(facts, price, new Quantity(checked((long)quantity))));
}
