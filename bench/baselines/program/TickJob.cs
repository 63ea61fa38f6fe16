using Pawl.Bench.Baselines;
using Pawl.Bench.Baselines.Indicators;

namespace Pawl.Bench.HandWritten;

/// <summary>
/// 1s, 1m, 5m and 15m bars from trades and six indicators on the 1m bars. Each trade is an event with the next number;
/// what it closes comes in order of the closing instants, and at one instant bars before indicators.
/// </summary>
internal sealed class TickJob(LineWriter lines)
{
    private Bar _second;
    private Bar _minute;
    private Bar _five;
    private Bar _fifteen;
    private Sma _sma = new(20);
    private Ema _ema = new(20);
    private Rsi _rsi = new(14);
    private Atr _atr = new(14);
    private Macd _macd = new(12, 26, 9);
    private Bollinger _bollinger = new(20, 2);

    private long _event;
    private long _newest = long.MinValue;

    // The newest whole second seen: a trade before it is late, one after it closes bars.
    private long _secondStart = long.MinValue;
    private long _secondEnd = long.MinValue;

    public void Process(RawTick[] ticks, int count)
    {
        for (int i = 0; i < count; i++)
            Process(ticks[i]);
    }

    /// <summary>One event more, at the end of the last bar: all open bars close at their own ends.</summary>
    public void Finish()
    {
        lines.Event = ++_event;
        CloseUpTo(long.MaxValue);
        lines.Flush();
    }

    private void Process(in RawTick tick)
    {
        _event++;
        long time = tick.Time;
        if (time >= _secondEnd)
        {
            lines.Event = _event;
            CloseUpTo(time);
            _secondStart = time - (time % Frames.OneSecond);
            _secondEnd = _secondStart + Frames.OneSecond;
        }
        else if (time < _secondStart)
        {
            lines.Event = _event;
            lines.WriteLateTick(tick, _newest);
            return;
        }

        _newest = Math.Max(_newest, time);
        if (tick.Size == 0)
            return;
        if (_second.IsOpen)
            _second.Add(tick);
        else
            _second.Begin(tick, Frames.OneSecond);
    }

    private void CloseUpTo(long time)
    {
        // Open bars lie inside each other, so the smallest open one ends first.
        while (true)
        {
            long instant = _second.IsOpen ? _second.End
                : _minute.IsOpen ? _minute.End
                : _five.IsOpen ? _five.End
                : _fifteen.IsOpen ? _fifteen.End
                : long.MaxValue;
            if (instant > time || instant == long.MaxValue)
                return;
            CloseAt(instant);
        }
    }

    private void CloseAt(long instant)
    {
        if (_second.IsOpen)
        {
            lines.WriteCandle("1s"u8, _second);
            _minute.Merge(_second, Frames.OneMinute);
            _second.Trades = 0;
        }

        bool minuteClosed = _minute.IsOpen && _minute.End == instant;
        if (minuteClosed)
        {
            lines.WriteCandle("1m"u8, _minute);
            _five.Merge(_minute, Frames.FiveMinutes);
            _minute.Trades = 0;
        }

        if (_five.IsOpen && _five.End == instant)
        {
            lines.WriteCandle("5m"u8, _five);
            _fifteen.Merge(_five, Frames.FifteenMinutes);
            _five.Trades = 0;
        }

        if (_fifteen.IsOpen && _fifteen.End == instant)
        {
            lines.WriteCandle("15m"u8, _fifteen);
            _fifteen.Trades = 0;
        }

        if (minuteClosed)
            UpdateIndicators(_minute);
    }

    private void UpdateIndicators(in Bar bar)
    {
        double close = bar.CloseValue;
        if (_atr.Update(bar))
            lines.WriteValue("atr"u8, bar.End, _atr.Value);
        if (_bollinger.Update(close))
            lines.WriteBollinger(bar.End, _bollinger);
        if (_ema.Update(close))
            lines.WriteValue("ema"u8, bar.End, _ema.Value);
        if (_macd.Update(close))
            lines.WriteMacd(bar.End, _macd);
        if (_rsi.Update(close))
            lines.WriteValue("rsi"u8, bar.End, _rsi.Value);
        if (_sma.Update(close))
            lines.WriteValue("sma"u8, bar.End, _sma.Value);
    }
}
