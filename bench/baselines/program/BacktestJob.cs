using Pawl.Bench.Baselines;
using Pawl.Bench.Baselines.Indicators;

namespace Pawl.Bench.HandWritten;

/// <summary>A position from its entry until it was flat; money and prices in units of 1e-8.</summary>
internal struct Trade
{
    public int Side;
    public long EntryTime, EntryPrice, ExitTime, ExitPrice, Profit, Fees, Adverse, Favourable;
}

/// <summary>
/// Trades one unit when two averages cross, always in the market: decided at a close, filled at the next open, a basis point worse, for a
/// fee of two. Who is out enters the other side with the open after. What it does not do, it refuses.
/// </summary>
internal sealed class BacktestJob(ResultWriter to, AccountWriter? account)
{
    private const long OneDay = 24 * 60 * Frames.OneMinute;
    private const long LeastVolume = 10 * 100_000_000L;
    private const long Cash = 100_000 * 100_000_000L;

    private Ema _fast = new(9);
    private Ema _slow = new(21);
    private int _side;
    private int _position;
    private int _ordered;
    private long _expires;
    private PlacedOrder _order;

    // Events of the symbol's log: bars, and what the broker says of its orders.
    private long _event;
    private Trade _trade;
    private long _cash = Cash;
    private long _close;
    private long _end = long.MinValue;

    // The day that is written next, and what the account was when it was last looked at.
    private long _day = long.MinValue;
    private long _newest;
    private long _lastEquity;
    private long _lastCash;

    public void Process(RawBar[] bars, int count)
    {
        for (int i = 0; i < count; i++)
            Process(bars[i]);
    }

    public void Finish()
    {
        Expire(long.MaxValue);
        if (_day != long.MinValue)
            EndDay();
        if (_ordered != 0)
            account?.Leave(_order, _newest);
        to.Flush();
        account?.Flush();
    }

    private void Process(in RawBar bar)
    {
        if (bar.Start < _end || bar.Start % Frames.OneMinute != 0)
            throw new FormatException("bars must be of a minute, in the order of time");
        Expire(bar.Start);
        if (_ordered != 0)
            Fill(bar);
        bool isFirstOfDay = (bar.Start + Frames.OneMinute) / OneDay != _end / OneDay;
        _end = bar.Start + Frames.OneMinute;
        Expire(_end);
        _event++;
        if (_position != 0 || isFirstOfDay)
        {
            Enter(_end);
            _close = bar.Close;
            Mark(bar.Close);
            Note();
        }
        else
        {
            _close = bar.Close;
        }

        LookForCross(bar.Close / 1e8);
    }

    private void LookForCross(double close)
    {
        if (!_fast.Update(close) | !_slow.Update(close))
            return;
        int side = _fast.Value > _slow.Value ? 1 : -1;
        bool crossed = side == -_side;
        _side = side;
        if (!crossed)
            return;
        Enter(_end);
        int n = _position != 0 ? 1 : 2;
        if (_ordered != 0)
        {
            // An entry that stands is taken back, and one of the other side is ordered instead.
            account?.Cancel(_order, _end);
            _event++;
            n = 3;
        }

        Order(side, _end, n);
        Note();
    }

    /// <summary>Orders at the next open; an entry until the end of its day.</summary>
    /// <param name="n">Which of the event's outputs asks for it.</param>
    private void Order(int side, long time, int n)
    {
        _ordered = side;
        _expires = (time / OneDay + 1) * OneDay;
        _order = account?.Place(time, side, _position != 0, _event, n) ?? default;
        _event++;
    }

    private void Expire(long time)
    {
        if (_ordered == 0 || _position != 0 || time < _expires)
            return;
        Enter(_expires);
        account?.End(_order, _expires, "expired"u8);
        _event++;
        _ordered = 0;
        Note();
    }

    private void Fill(in RawBar bar)
    {
        if (bar.Volume < LeastVolume)
            throw new FormatException("an order is filled in part, which is not done here");
        long price = bar.Open + _ordered * Rounded(bar.Open, 10_000);
        long fee = Rounded(2 * price, 10_000);
        Enter(bar.Start);
        account?.Fill(_order, bar.Start, price, fee);
        _event++;
        _cash -= fee + _ordered * price;
        if (_position == 0)
        {
            _trade = new Trade { Side = _ordered, EntryTime = bar.Start, EntryPrice = price, Fees = fee };
            _position = _ordered;
            _ordered = 0;
        }
        else
        {
            Mark(price);
            _trade.ExitTime = bar.Start;
            _trade.ExitPrice = price;
            _trade.Fees += fee;
            _trade.Profit = _position * (price - _trade.EntryPrice) - _trade.Fees;
            to.WriteTrade(_trade);
            _position = 0;
            Order(_ordered, bar.Start, 5);
        }

        Note();
    }

    private void Mark(long price)
    {
        if (_position == 0)
            return;
        long open = _position * (price - _trade.EntryPrice);
        _trade.Adverse = Math.Min(_trade.Adverse, open);
        _trade.Favourable = Math.Max(_trade.Favourable, open);
    }

    /// <summary>Something happens; the first moment of a day still belongs to the one before.</summary>
    private void Enter(long time)
    {
        long day = (time - 1) / OneDay;
        if (day > _day && _day != long.MinValue)
            EndDay();
        _day = Math.Max(_day, day);
        _newest = Math.Max(_newest, time);
    }

    private void EndDay()
    {
        to.WriteDay(_day, _newest, _lastEquity, _lastCash);
        account?.Describe(_newest, _lastCash, _lastEquity);
    }

    /// <summary>Looks at the account.</summary>
    private void Note()
    {
        _lastEquity = _cash + _position * _close;
        _lastCash = _cash;
    }

    /// <summary>A quotient of a number that is not negative, rounded half to even.</summary>
    private static long Rounded(long value, long divisor)
    {
        long quotient = value / divisor;
        long rest = 2 * (value - quotient * divisor);
        return rest > divisor || (rest == divisor && (quotient & 1) != 0) ? quotient + 1 : quotient;
    }
}
