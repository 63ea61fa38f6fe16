using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Pawl.Bench.Baselines;

namespace Pawl.Bench.HandWritten;

/// <summary>Reads rows of CSV text whose first column is a timestamp (ISO 8601, Z) and whose others are numbers.</summary>
/// <remarks>
/// It parses with pointers and hands over arrays: in code compiled ahead of time the framework's generic helpers are
/// calls or not there at all. A row is only looked at when its line end is in the buffer, and every loop over digits
/// ends there at the latest.
/// </remarks>
internal abstract unsafe class RowReader(Stream stream)
{
    private static ReadOnlySpan<long> Scale =>
        [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000];

    // One byte is kept free for the line end that the last row may lack.
    private readonly byte[] _buffer = new byte[(1 << 17) + 1];
    private int _from;
    private int _to;
    private bool _ended;
    private long _row;

    // Rows of one minute share their first 16 bytes, YYYY-MM-DDTHH:MM.
    private ulong _date;
    private ulong _clock;
    private long _minute;

    // Rows of one day share their first 10.
    private ulong _dayDate;
    private ushort _dayOfMonth;
    private long _day;

    /// <summary>What rows are in; to be fixed while they are parsed.</summary>
    protected byte[] Buffer => _buffer;

    /// <summary>Checks the first row, once.</summary>
    protected void SkipHeader(ReadOnlySpan<byte> columns)
    {
        if (_row > 0)
            return;
        if (!TryTakeRow(columns.Length, out int at) || !_buffer.AsSpan(at).StartsWith(columns))
            Fail("the header is not that of such a file");
    }

    /// <summary>Tells where the next row begins, and steps over it; false at the end of the text.</summary>
    protected bool TryTakeRow(int shortest, out int at)
    {
        bool found = TryFindRow(out int length);
        at = _from;
        if (!found)
            return false;
        _row++;
        if (length < shortest)
            Fail("the row is too short");
        _from += length + 1;
        return true;
    }

    /// <summary>Tells the length of the row at _from, reading on where its end is not there yet.</summary>
    private bool TryFindRow(out int length)
    {
        length = _buffer.AsSpan(_from, _to - _from).IndexOf((byte)'\n');
        while (length < 0 && !_ended)
        {
            Fill();
            length = _buffer.AsSpan(_from, _to - _from).IndexOf((byte)'\n');
        }

        return length >= 0;
    }

    private void Fill()
    {
        int kept = _to - _from;
        int room = _buffer.Length - 1 - kept;
        if (room == 0)
            Fail("the row is too long");
        _buffer.AsSpan(_from, kept).CopyTo(_buffer);
        int read = stream.Read(_buffer, kept, room);
        _from = 0;
        _to = kept + read;
        _ended = read == 0;
        if (_ended && kept > 0)
            _buffer[_to++] = (byte)'\n';
    }

    protected long ParseTime(ref byte* at)
    {
        byte* text = at;
        ulong date = *(ulong*)text;
        ulong clock = *(ulong*)(text + 8);
        if (date != _date || clock != _clock)
        {
            _minute = ParseMinute(text);
            _date = date;
            _clock = clock;
        }

        int second = TwoDigits(text + 17);
        if (text[16] != ':' || second > 59)
            FailTime();
        long time = _minute + second * Frames.OneSecond;
        at = text + 19;
        if (*at == '.')
            time += ParseFraction(ref at);
        if (at[0] != 'Z' || at[1] != ',')
            FailTime();
        at += 2;
        return time;
    }

    private long ParseMinute(byte* text)
    {
        ulong date = *(ulong*)text;
        ushort dayOfMonth = *(ushort*)(text + 8);
        if (date != _dayDate || dayOfMonth != _dayOfMonth)
        {
            _day = ParseDay(text);
            _dayDate = date;
            _dayOfMonth = dayOfMonth;
        }

        int hour = TwoDigits(text + 11);
        int minute = TwoDigits(text + 14);
        if (text[10] != 'T' || text[13] != ':' || hour > 23 || minute > 59)
            FailTime();
        return _day + (hour * 60 + minute) * Frames.OneMinute;
    }

    private long ParseDay(byte* text)
    {
        int year = TwoDigits(text) * 100 + TwoDigits(text + 2);
        int month = TwoDigits(text + 5);
        int day = TwoDigits(text + 8);
        bool valid = text[4] == '-' && text[7] == '-' && year is >= 1970 and <= 2261 && month is >= 1 and <= 12 && day >= 1;
        if (!valid || day > DateTime.DaysInMonth(year, month))
            FailTime();
        return (new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc) - DateTime.UnixEpoch).Ticks * 100;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long ParseFraction(ref byte* at)
    {
        at++;
        ulong value = 0;
        int digits = ParseDigits(ref at, ref value);
        if (digits is < 1 or > 9)
            FailTime();
        return (long)value * Scale[9 - digits];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected long ParsePrice(ref byte* at)
    {
        if (*at != '-')
            return ParseFixed(ref at);
        at++;
        return -ParseFixed(ref at);
    }

    /// <summary>An exact decimal number in units of 1e-8; stops at the first byte that does not belong to it.</summary>
    protected long ParseFixed(ref byte* at)
    {
        ulong value = 0;
        int digits = ParseDigits(ref at, ref value);
        int decimals = 0;
        if (*at == '.')
        {
            at++;
            decimals = ParseDigits(ref at, ref value);
            if (decimals is < 1 or > 8)
                Fail("a number has no digit or more than 8 after its point");
        }

        // With at most 11 + 8 digits the value has not overflowed, so the quotient is right.
        if (digits is < 1 or > 11 || (digits == 11 && value / (ulong)Scale[decimals] >= 92_233_720_368))
            Fail("a price or size is missing or out of range");
        return (long)value * Scale[8 - decimals];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ParseDigits(ref byte* at, ref ulong value)
    {
        byte* begin = at;
        byte* p = begin;
        for (uint digit; (digit = *p - (uint)'0') <= 9; p++)
            value = value * 10 + digit;
        at = p;
        return (int)(p - begin);
    }

    private int TwoDigits(byte* text)
    {
        uint tens = text[0] - (uint)'0';
        uint ones = text[1] - (uint)'0';
        if (tens > 9 || ones > 9)
            FailTime();
        return (int)(tens * 10 + ones);
    }

    [DoesNotReturn]
    private void FailTime() => Fail("the timestamp is not like 2013-10-07T08:00:00.464Z");

    [DoesNotReturn]
    protected void Fail(string what) => throw new FormatException($"row {_row}: {what}");
}
