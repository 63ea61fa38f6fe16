namespace Pawl.Ingestion;

/// <summary>The rare ways through a file: more bytes are needed, empty lines, quotes, rows that do not fit the header.</summary>
internal sealed partial class RowReader
{
    // Where the fields of a row with quotes stood before the quotes were removed; null where they still stand there.
    private int[]? _origins;
    private long _originsLine;

    // Such a row as it stands in the file.
    private byte[] _quoted = [];
    private int _quotedLength;

    private ReadOnlySpan<byte> WholeLine
    {
        get
        {
            if (_originsLine == Line)
                return _quoted.AsSpan(0, _quotedLength);
            ReadOnlySpan<byte> line = _buffer.AsSpan((_ends[0] + 1)..(_next - (IsUnfinished ? 0 : 1)));
            return line is [.., (byte)'\r'] ? line[..^1] : line;
        }
    }

    /// <summary>Position in its line, in characters from 1, at which a field of the current row begins.</summary>
    public int Column(int field)
    {
        if (_origins is not null && _originsLine == Line)
            return _origins[field];
        ReadOnlySpan<byte> before = _buffer.AsSpan(_ends[0] + 1, _ends[field] - _ends[0]);
        return Characters(before) + 1;
    }

    private bool NextSlow()
    {
        while (true)
        {
            int length = _buffer.AsSpan(_next, _filled - _next).IndexOf((byte)'\n');
            if (length < 0)
            {
                length = _filled - _next;
                // A carriage return may stand behind the longest line.
                if (!_ended && length <= MaxLineBytes + 1)
                {
                    Append();
                    continue;
                }

                if (length == 0)
                    return false;
                IsUnfinished = _ended;
            }

            Line++;
            int start = _next;
            _next += length + (IsUnfinished ? 0 : 1);
            if (length > 0 && _buffer[start + length - 1] == (byte)'\r')
                length--;
            if (length == 0)
                continue;
            Split(start, length);
            return true;
        }
    }

    private void Split(int start, int length)
    {
        Span<byte> row = _buffer.AsSpan(start, length);
        if (length > MaxLineBytes)
            ThrowLine($"the line is longer than {MaxLineBytes} bytes; this is not CSV, or its line ends are lost");
        FieldCount = 0;
        _ends[0] = start - 1;
        if (row.Contains((byte)'"'))
            SplitQuoted(start, row);
        else
            SplitPlain(start, row);
        if (_columns != MaxColumns && FieldCount != _columns)
            ThrowFieldCount();
    }

    private void SplitPlain(int start, ReadOnlySpan<byte> row)
    {
        for (int at = 0; ; )
        {
            int length = row[at..].IndexOf((byte)',');
            if (length < 0)
                break;
            at += length;
            EndField(start + at);
            at++;
        }

        EndField(start + row.Length);
    }

    /// <summary>
    /// Rewrites the row in place without its quotes. What is written never overtakes what is read: a field loses two quotes at least,
    /// or nothing.
    /// </summary>
    private void SplitQuoted(int start, Span<byte> row)
    {
        _origins ??= new int[MaxColumns];
        _originsLine = Line;
        _quotedLength = row.Length;
        if (_quoted.Length < row.Length)
            _quoted = new byte[MaxLineBytes];
        row.CopyTo(_quoted);
        int read = 0;
        int write = 0;
        while (true)
        {
            if (FieldCount < MaxColumns)
                _origins[FieldCount] = Characters(row[..read]) + 1;
            if (read < row.Length && row[read] == (byte)'"')
                Unquote(row, ref read, ref write);
            else
                CopyPlain(row, ref read, ref write);
            EndField(start + write);
            if (read == row.Length)
                return;
            read++;
            write++;
        }
    }

    private static void CopyPlain(Span<byte> row, ref int read, ref int write)
    {
        int length = row[read..].IndexOf((byte)',');
        if (length < 0)
            length = row.Length - read;
        row.Slice(read, length).CopyTo(row[write..]);
        read += length;
        write += length;
    }

    private void Unquote(Span<byte> row, ref int read, ref int write)
    {
        int column = Characters(row[..read]) + 1;
        for (read++; read < row.Length; read++)
        {
            if (row[read] == (byte)'"')
            {
                read++;
                if (read == row.Length || row[read] == (byte)',')
                    return;
                if (row[read] != (byte)'"')
                    throw Refuse(column, "text follows the closing quote of this field; double the quotes inside of it");
            }

            row[write++] = row[read];
        }

        throw Refuse(column, "the quote that opens here is not closed on this line");
    }

    private void EndField(int end)
    {
        if (FieldCount == MaxColumns)
            throw Refuse(null, $"has more than {MaxColumns} fields");
        if (++FieldCount < _ends.Length)
            _ends[FieldCount] = end;
    }

    /// <summary>Moves the unread bytes to the front and reads more behind them.</summary>
    /// <returns>False at the end of the file.</returns>
    private bool Append()
    {
        if (_ended)
            return false;
        _buffer.AsSpan(_next, _filled - _next).CopyTo(_buffer);
        _filled -= _next;
        _next = 0;
        int read = _source.Read(_buffer.AsSpan(_filled, Capacity - _filled));
        _filled += read;
        if (read == 0)
            _ended = true;

        _buffer[_filled] = (byte)'\n';
        return read > 0;
    }

    private void ThrowFieldCount()
    {
        string cut = IsUnfinished ? "; the file is cut off in this row" : "; an unquoted comma, as in 1.234,56, or a missing column?";
        throw Refuse(null, $"has {FieldCount} fields, the header has {_columns}{cut}");
    }

    private static int Characters(ReadOnlySpan<byte> utf8)
    {
        int count = 0;
        foreach (byte value in utf8)
            count += (value & 0xC0) == 0x80 ? 0 : 1;
        return count;
    }
}
