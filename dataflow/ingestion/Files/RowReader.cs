using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pawl.Ingestion;

/// <summary>
/// Splits a CSV file into rows and fields, in one pass and in bounded memory. Lines end with LF or CRLF; empty ones are skipped.
/// A field in double quotes may hold commas and, doubled, quotes, but no line break: a lost quote is found on its own line.
/// </summary>
/// <remarks>64 bytes at a time are compared with comma, quote and line feed; the fields then follow from the bits.</remarks>
internal sealed partial class RowReader : IDisposable
{
    /// <summary>The longest line that is read.</summary>
    public const int MaxLineBytes = 64 * 1024;

    /// <summary>The most columns that a file may have.</summary>
    public const int MaxColumns = 4096;

    private const int Block = 64;
    private const int HalfBlock = Block / 2;
    private const int Capacity = 2 * MaxLineBytes;

    private readonly ByteSource _source;

    // Behind the content stands a line feed, so that every search ends, and room for the overhang of the last block.
    private readonly byte[] _buffer = new byte[Capacity + 1 + Block];

    // Field i lies between _ends[i] and _ends[i + 1], both exclusive: _ends[0] stands one before the row.
    private readonly int[] _ends = new int[MaxColumns + 1];
    private int _columns = MaxColumns;
    private int _next;
    private int _filled;
    private bool _ended;

    public RowReader(ByteSource source)
    {
        _source = source;
        Append();
    }

    /// <summary>How messages call the file.</summary>
    public string Name => _source.Name;

    /// <summary>Line of the current row, from 1.</summary>
    public long Line { get; private set; }

    public int FieldCount { get; private set; }

    /// <summary>True where the file ends inside of the current row's line, without a line feed.</summary>
    public bool IsUnfinished { get; private set; }

    /// <summary>From now on every row must have this number of fields.</summary>
    public void ExpectColumns(int columns) => _columns = columns;

    /// <summary>True where the content, at its very beginning, starts with these bytes; then they are skipped.</summary>
    public bool TrySkip(ReadOnlySpan<byte> prefix)
    {
        while (_filled - _next < prefix.Length && Append())
        {
        }

        bool found = _buffer.AsSpan(_next, _filled - _next).StartsWith(prefix);
        if (found)
            _next += prefix.Length;
        return found;
    }

    /// <summary>Goes to the next row.</summary>
    /// <returns>False at the end.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Next()
    {
        int start = _next;
        int end = Scan(start);
        // Everything unusual (more bytes are needed, an empty or endless line, quotes, the wrong number of fields) goes the slow way.
        if (end >= _filled || (uint)(end - start - 2) > MaxLineBytes - 2 || FieldCount != _columns)
            return NextSlow();
        Line++;
        _next = end + 1;
        TrimReturn();
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Field(int index)
    {
        ref int end = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_ends), index);
        int start = end + 1;
        return MemoryMarshal.CreateReadOnlySpan(
            ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_buffer), start), Unsafe.Add(ref end, 1) - start);
    }

    /// <summary>The whole line of the current row.</summary>
    public ReadOnlySpan<byte> Row => _buffer.AsSpan(_ends[0] + 1, _ends[FieldCount] - _ends[0] - 1);

    public void Dispose() => _source.Dispose();

    /// <summary>Marks the ends of the fields of the row at <paramref name="start"/>, as if there were no quotes.</summary>
    /// <returns>Where its line feed is; <see cref="_filled"/> where that has not been read yet.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Scan(int start)
    {
        ref byte bytes = ref MemoryMarshal.GetArrayDataReference(_buffer);
        ref int ends = ref MemoryMarshal.GetArrayDataReference(_ends);
        ends = start - 1;
        int fields = 0;
        for (int at = start; ; at += Block)
        {
            var low = Vector256.LoadUnsafe(ref bytes, (nuint)at);
            var high = Vector256.LoadUnsafe(ref bytes, (nuint)at + HalfBlock);
            ulong feeds = Find((byte)'\n', low, high);
            ulong commas = Find((byte)',', low, high);
            ulong quotes = Find((byte)'"', low, high);
            ulong line = feeds ^ (feeds - 1);
            commas &= line;
            if ((quotes & line) != 0 || fields + BitOperations.PopCount(commas) >= _columns)
            {
                FieldCount = -1;
                return start;
            }

            for (; commas != 0; commas &= commas - 1)
                Unsafe.Add(ref ends, ++fields) = at + BitOperations.TrailingZeroCount(commas);
            if (feeds != 0)
            {
                int end = at + BitOperations.TrailingZeroCount(feeds);
                Unsafe.Add(ref ends, ++fields) = end;
                FieldCount = fields;
                return end;
            }
        }
    }

    // Two halves: code with wider vectors cannot be compiled ahead.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Find(byte value, Vector256<byte> low, Vector256<byte> high)
    {
        var wanted = Vector256.Create(value);
        return Vector256.Equals(low, wanted).ExtractMostSignificantBits()
            | (ulong)Vector256.Equals(high, wanted).ExtractMostSignificantBits() << HalfBlock;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void TrimReturn()
    {
        ref int end = ref _ends[FieldCount];
        if (_buffer[end - 1] == (byte)'\r')
            end--;
    }

    /// <summary>The current row cannot be read; the next one may be.</summary>
    public IngestionException Refuse(int? column, string problem) =>
        new(new RefusedRow(column is null ? $"{Name}:{Line}" : $"{Name}:{Line}:{column}", problem, WholeLine.ToArray()));

    [DoesNotReturn]
    private void ThrowLine(string problem) => throw new IngestionException($"{Name}:{Line}: {problem}");
}
