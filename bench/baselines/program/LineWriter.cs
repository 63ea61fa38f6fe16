using System.Text;
using Pawl.Bench.Baselines;
using Pawl.Bench.Baselines.Indicators;

namespace Pawl.Bench.HandWritten;

/// <summary>Writes results as JSON Lines: one line each, without spaces, its id being {symbol}:{event}:{n}.</summary>
internal sealed class LineWriter(Stream output, string symbol)
{
    // No line is longer: its texts are fixed but for the symbol, its numbers have at most 40 digits.
    private readonly int _longest = 1024 + 2 * Encoding.UTF8.GetMaxByteCount(symbol.Length);
    private readonly TextBuffer _text = new(output, 1 << 16);
    private readonly byte[] _head = Encoding.UTF8.GetBytes($"{{\"symbol\":\"{symbol}\",\"timestamp\":\"");
    private readonly byte[] _metadata = Encoding.UTF8.GetBytes($"}},\"metadata\":{{\"version\":1,\"id\":\"{symbol}:");
    private long _event;
    private int _number;

    /// <summary>The event whose results are written; they are numbered from 1.</summary>
    public long Event
    {
        set
        {
            _event = value;
            _number = 0;
        }
    }

    public void Flush() => _text.Flush();

    public void WriteCandle(ReadOnlySpan<byte> frame, in Bar bar)
    {
        Begin(bar.Start);
        _text.Write(frame);
        _text.Write("\",\"type\":\"candle\",\"data\":{\"close_time\":\""u8);
        _text.WriteTime(bar.End);
        _text.Write("\",\"open\":"u8);
        _text.WriteFixed(bar.Open);
        _text.Write(",\"high\":"u8);
        _text.WriteFixed(bar.High);
        _text.Write(",\"low\":"u8);
        _text.WriteFixed(bar.Low);
        _text.Write(",\"close\":"u8);
        _text.WriteFixed(bar.Close);
        _text.Write(",\"volume\":"u8);
        _text.WriteFixed(bar.VolumeHigh, bar.VolumeLow);
        _text.Write(",\"trades\":"u8);
        _text.WriteWhole((ulong)bar.Trades);
        _text.Write(",\"flags\":[]"u8);
        WriteId();
        _text.Write("candle("u8);
        _text.Write(frame);
        _text.Write(")\",\"confirmed\":true}}\n"u8);
    }

    public void WriteLateTick(in RawTick tick, long newest)
    {
        Begin(tick.Time);
        _text.Write("tick\",\"type\":\"late_tick\",\"data\":{\"price\":"u8);
        _text.WriteFixed(tick.Price);
        _text.Write(",\"size\":"u8);
        _text.WriteFixed(tick.Size);
        _text.Write(",\"newest_time\":\""u8);
        _text.WriteTime(newest);
        _text.Write("\""u8);
        WriteId();
        _text.Write("tick\",\"confirmed\":true}}\n"u8);
    }

    public void WriteValue(ReadOnlySpan<byte> node, long time, double value)
    {
        BeginIndicator(time);
        _text.Write("\"value\":"u8);
        _text.WriteDouble(value);
        EndIndicator(node);
    }

    public void WriteMacd(long time, in Macd macd)
    {
        BeginIndicator(time);
        _text.Write("\"macd\":"u8);
        _text.WriteDouble(macd.Line);
        _text.Write(",\"signal\":"u8);
        _text.WriteDouble(macd.Signal);
        _text.Write(",\"histogram\":"u8);
        _text.WriteDouble(macd.Histogram);
        EndIndicator("macd"u8);
    }

    public void WriteBollinger(long time, in Bollinger bands)
    {
        BeginIndicator(time);
        _text.Write("\"upper\":"u8);
        _text.WriteDouble(bands.Upper);
        _text.Write(",\"middle\":"u8);
        _text.WriteDouble(bands.Middle);
        _text.Write(",\"lower\":"u8);
        _text.WriteDouble(bands.Lower);
        EndIndicator("bollinger"u8);
    }

    private void BeginIndicator(long time)
    {
        Begin(time);
        _text.Write("1m\",\"type\":\"indicator\",\"data\":{"u8);
    }

    private void EndIndicator(ReadOnlySpan<byte> node)
    {
        WriteId();
        _text.Write(node);
        _text.Write("\",\"confirmed\":true}}\n"u8);
    }

    private void Begin(long time)
    {
        _text.Reserve(_longest);
        _text.Write(_head);
        _text.WriteTime(time);
        _text.Write("\",\"timeframe\":\""u8);
    }

    private void WriteId()
    {
        _text.Write(_metadata);
        _text.WriteWhole((ulong)_event);
        _text.Write(":"u8);
        _text.WriteWhole((ulong)++_number);
        _text.Write("\",\"node\":\""u8);
    }
}
