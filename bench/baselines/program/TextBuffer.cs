using System.Globalization;
using Pawl.Bench.Baselines;

namespace Pawl.Bench.HandWritten;

/// <summary>UTF-8 text on its way to a stream. What is written must have been reserved.</summary>
internal sealed class TextBuffer(Stream output, int size)
{
    private const long OneDay = 24 * 60 * Frames.OneMinute;
    private const uint Scale = 100_000_000;

    private readonly byte[] _buffer = new byte[size];
    private readonly byte[] _date = "YYYY-MM-DDT"u8.ToArray();
    private long _day = long.MinValue;
    private int _at;

    /// <summary>Makes room for so many bytes.</summary>
    public void Reserve(int count)
    {
        if (_buffer.Length - _at < count)
            Flush();
    }

    public void Flush()
    {
        output.Write(_buffer, 0, _at);
        _at = 0;
    }

    public void Write(ReadOnlySpan<byte> text)
    {
        text.CopyTo(new Span<byte>(_buffer, _at, text.Length));
        _at += text.Length;
    }

    /// <summary>The shortest text that reads back the same.</summary>
    public void WriteDouble(double value)
    {
        value.TryFormat(new Span<byte>(_buffer, _at, _buffer.Length - _at), out int written, default, CultureInfo.InvariantCulture);
        _at += written;
    }

    public void WriteWhole(ulong value)
    {
        int digits = 1;
        for (ulong rest = value; rest >= 10; rest /= 10)
            digits++;
        PutDigits(_at, digits, value);
        _at += digits;
    }

    /// <summary>A number in units of 1e-8 as an exact decimal.</summary>
    public void WriteFixed(long raw)
    {
        if (raw < 0)
            _buffer[_at++] = (byte)'-';
        ulong magnitude = raw < 0 ? (ulong)-raw : (ulong)raw;
        ulong whole = magnitude / Scale;
        WriteWhole(whole);
        WriteFraction((uint)(magnitude - whole * Scale), 8);
    }

    /// <summary>A 128-bit sum in units of 1e-8 as an exact decimal.</summary>
    public void WriteFixed(ulong high, ulong low)
    {
        if (high == 0 && low <= long.MaxValue)
            WriteFixed((long)low);
        else
            WriteLarge(high, low);
    }

    // Apart, because what names UInt128 is not compiled ahead of time.
    private void WriteLarge(ulong high, ulong low)
    {
        (UInt128 whole, UInt128 fraction) = UInt128.DivRem(new UInt128(high, low), Scale);
        whole.TryFormat(new Span<byte>(_buffer, _at, _buffer.Length - _at), out int written, default, CultureInfo.InvariantCulture);
        _at += written;
        WriteFraction((uint)fraction, 8);
    }

    /// <summary>The day of a time.</summary>
    public void WriteDate(long time)
    {
        SetDay(time / OneDay);
        Write(_date.AsSpan(0, _date.Length - 1));
    }

    /// <summary>An ISO 8601 time with as many decimals as it needs.</summary>
    public void WriteTime(long time)
    {
        long day = time / OneDay;
        SetDay(day);
        Write(_date);
        long ofDay = time - day * OneDay;
        uint second = (uint)(ofDay / Frames.OneSecond);
        uint hour = second / 3600;
        uint minute = second / 60;
        PutDigits(_at, 2, hour);
        _buffer[_at + 2] = (byte)':';
        PutDigits(_at + 3, 2, minute - hour * 60);
        _buffer[_at + 5] = (byte)':';
        PutDigits(_at + 6, 2, second - minute * 60);
        _at += 8;
        WriteFraction((uint)(ofDay - second * Frames.OneSecond), 9);
        _buffer[_at++] = (byte)'Z';
    }

    /// <summary>A point and the digits of a fraction without trailing zeros; nothing if it is 0.</summary>
    private void WriteFraction(uint value, int digits)
    {
        if (value == 0)
            return;
        if (value % 10_000 == 0)
        {
            value /= 10_000;
            digits -= 4;
        }

        while (value % 10 == 0)
        {
            value /= 10;
            digits--;
        }

        _buffer[_at] = (byte)'.';
        PutDigits(_at + 1, digits, value);
        _at += digits + 1;
    }

    private void PutDigits(int at, int digits, ulong value)
    {
        byte[] buffer = _buffer;
        for (int i = at + digits - 1; i >= at; i--)
        {
            ulong rest = value / 10;
            buffer[i] = (byte)('0' + (value - rest * 10));
            value = rest;
        }
    }

    private void SetDay(long day)
    {
        if (day == _day)
            return;
        _day = day;
        DateTime.UnixEpoch.AddDays(day).TryFormat(_date, out _, "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
