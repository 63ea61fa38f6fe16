using Pawl.Bench.Baselines.Indicators;

namespace Pawl.Bench.Baselines;

/// <summary>
/// The tick job as one fused loop: ticks → 1s bars → 1m → 5m → 15m, and on each 1m bar SMA 20, EMA 20, RSI 14, ATR 14,
/// MACD 12/26/9 and Bollinger 20/2. Late trades and trades of size 0 are counted and touch no bar. It expects times after
/// 1970 and sizes that are not negative, and allocates nothing.
/// </summary>
public sealed class FusedTickJob
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
    private long _checksum;

    /// <summary>
    /// Wrapping sum over all bars and values: open, high, low, close, both words of the volume and the trades of each closed
    /// bar, and the bits of each indicator value.
    /// </summary>
    public long Checksum => _checksum;

    /// <summary>Trades from before the newest whole second, which touch nothing.</summary>
    public long LateTicks { get; private set; }

    /// <summary>Trades of size 0, which move time but touch no bar.</summary>
    public long ZeroTicks { get; private set; }

    public void Run(ReadOnlySpan<RawTick> ticks)
    {
        int i = 0;
        while (i < ticks.Length)
        {
            ref readonly RawTick first = ref ticks[i];
            if (first.Time >= _second.End)
            {
                Close(first.Time);
                _second.Place(first.Time, Frames.OneSecond);
            }
            else if (first.Time < _second.Start)
            {
                LateTicks++;
                i++;
                continue;
            }

            i++;
            if (first.Size == 0)
            {
                ZeroTicks++;
                continue;
            }

            if (_second.IsOpen)
                _second.Add(first);
            else
                _second.Begin(first);
            i = AddRest(ticks, i);
        }
    }

    /// <summary>Closes the bars that are still open, each at its own end.</summary>
    public void Finish() => Close(long.MaxValue);

    /// <summary>Adds the trades from the given index that belong to the open second; returns where something else begins.</summary>
    private int AddRest(ReadOnlySpan<RawTick> ticks, int from)
    {
        long start = _second.Start;
        long high = _second.High;
        long low = _second.Low;
        ulong volumeLow = _second.VolumeLow;
        ulong volumeHigh = _second.VolumeHigh;
        int i = from;
        while (i < ticks.Length && (ulong)(ticks[i].Time - start) < Frames.OneSecond && ticks[i].Size != 0)
        {
            long price = ticks[i].Price;
            if (price > high)
                high = price;
            if (price < low)
                low = price;
            ulong size = (ulong)ticks[i].Size;
            volumeLow += size;
            volumeHigh += volumeLow < size ? 1UL : 0UL;
            i++;
        }

        if (i == from)
            return i;
        _second.High = high;
        _second.Low = low;
        _second.Close = ticks[i - 1].Price;
        _second.VolumeLow = volumeLow;
        _second.VolumeHigh = volumeHigh;
        _second.Trades += i - from;
        return i;
    }

    /// <summary>Closes what ended by a time: open bars lie inside each other, so the smallest open one ends first.</summary>
    private void Close(long time)
    {
        if (_second.IsOpen)
        {
            Keep(_second);
            _minute.Merge(_second, Frames.OneMinute);
            _second.Trades = 0;
        }

        if (_minute.IsOpen)
        {
            if (_minute.End > time)
                return;
            Keep(_minute);
            UpdateIndicators(_minute);
            _five.Merge(_minute, Frames.FiveMinutes);
            _minute.Trades = 0;
        }

        if (_five.IsOpen)
        {
            if (_five.End > time)
                return;
            Keep(_five);
            _fifteen.Merge(_five, Frames.FifteenMinutes);
            _five.Trades = 0;
        }

        if (_fifteen.IsOpen && _fifteen.End <= time)
        {
            Keep(_fifteen);
            _fifteen.Trades = 0;
        }
    }

    private void UpdateIndicators(in Bar bar)
    {
        double close = bar.CloseValue;
        if (_sma.Update(close))
            Keep(_sma.Value);
        if (_ema.Update(close))
            Keep(_ema.Value);
        if (_rsi.Update(close))
            Keep(_rsi.Value);
        if (_atr.Update(bar))
            Keep(_atr.Value);
        if (_macd.Update(close))
        {
            Keep(_macd.Line);
            Keep(_macd.Signal);
            Keep(_macd.Histogram);
        }

        if (_bollinger.Update(close))
        {
            Keep(_bollinger.Upper);
            Keep(_bollinger.Middle);
            Keep(_bollinger.Lower);
        }
    }

    private void Keep(in Bar bar) =>
        _checksum += bar.Open + bar.High + bar.Low + bar.Close + (long)bar.VolumeLow + (long)bar.VolumeHigh + bar.Trades;

    private void Keep(double value) => _checksum += BitConverter.DoubleToInt64Bits(value);
}
