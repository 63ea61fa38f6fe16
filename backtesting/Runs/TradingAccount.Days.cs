using Pawl.Backtesting.Results;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Backtesting.Runs;

// The account day by day: what it was worth when the last symbol to trade on a day had its last price.
public sealed partial class TradingAccount
{
    private readonly DayOfSymbol[] days;
    private TradingDay day;
    private Timestamp newest = Timestamp.MinValue;
    private EquityMark last;
    private bool isOpen;

    /// <summary>What the account was worth last.</summary>
    public EquityMark Last => last;

    /// <summary>Ends the run: the last day, and the orders that stand.</summary>
    public void Finish()
    {
        if (isOpen)
        {
            Note();
            results.Equity(in last);
            Describe(last.Time);
        }

        foreach (int slot in account.Orders.OpenSlots)
        {
            Order order = account.Orders[slot];
            results.Order(new DoneOrder(symbols[order.Symbol].Name, strategies[order.Strategy], order, newest, "stands at the end of the data"));
        }
    }

    /// <summary>Ends the day before where a symbol's next day has begun.</summary>
    private void EnterDay(int symbol, Timestamp time)
    {
        ref DayOfSymbol known = ref days[symbol];
        // A bar's close is the end of its time, which may be the first moment of the next day.
        Timestamp inside = time.AddNanoseconds(-1);
        if (inside < known.From || inside >= known.To)
        {
            known = Find(symbol, inside, known.Hint);
        }

        if (isOpen && known.Day.Number > day.Number)
        {
            results.Equity(in last);
            Describe(last.Time);
        }

        if (!isOpen || known.Day.Number > day.Number)
        {
            (isOpen, day) = (true, known.Day);
        }

        newest = time > newest ? time : newest;
    }

    private void Note()
    {
        last = new EquityMark(day, newest, account.Ledger.Equity, account.Ledger.Cash);
        results.Mark(in last);
    }

    private DayOfSymbol Find(int symbol, Timestamp time, int hint)
    {
        TradingSession session = symbols[symbol].Instrument.Sessions.NextOrCurrent(time, ref hint);
        Timestamp from = session.Open < time ? session.Open : time;
        return new DayOfSymbol(session.Day, from, session.Close, hint);
    }

    private readonly record struct DayOfSymbol(TradingDay Day, Timestamp From, Timestamp To, int Hint);
}
