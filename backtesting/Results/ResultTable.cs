using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pawl.Types;

namespace Pawl.Backtesting.Results;

/// <summary>A file of a result: rows go into a buffer that is used again, and on in pieces; where there is no file they are only hashed.</summary>
internal sealed class ResultTable : IDisposable
{
    private const int PieceBytes = 64 * 1024;

    private readonly Stream? file;
    private readonly IncrementalHash? hash;
    private bool isInRow;

    /// <param name="file">Where it goes; null where nothing is kept.</param>
    /// <param name="header">Its first line; empty for none.</param>
    /// <param name="hash">Takes all that is written; null where nobody asks.</param>
    public ResultTable(Stream? file, string header, IncrementalHash? hash = null)
    {
        (this.file, this.hash) = (file, hash);
        Rows.Write(Encoding.UTF8.GetBytes(header));
    }

    /// <summary>What was not handed on yet.</summary>
    public Utf8Buffer Rows { get; } = new(4096);

    public ResultTable Cell(ReadOnlySpan<byte> utf8)
    {
        Begin();
        if (!utf8.ContainsAny(",\"\n\r"u8))
        {
            Rows.Write(utf8);
            return this;
        }

        Rows.WriteByte((byte)'"');
        foreach (byte one in utf8)
        {
            if (one == (byte)'"')
            {
                Rows.WriteByte(one);
            }

            Rows.WriteByte(one);
        }

        Rows.WriteByte((byte)'"');
        return this;
    }

    public ResultTable Cell(string text)
    {
        Span<byte> utf8 = stackalloc byte[256];
        return Encoding.UTF8.TryGetBytes(text, utf8, out int written) ? Cell(utf8[..written]) : Cell(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>A price; nothing where there is none.</summary>
    public ResultTable Cell(Price price)
    {
        Begin();
        if (price != Price.MinValue)
        {
            Rows.Write(price);
        }

        return this;
    }

    public ResultTable Cell(Quantity quantity)
    {
        Begin();
        Rows.Write(quantity);
        return this;
    }

    public ResultTable Cell(Timestamp time)
    {
        Begin();
        Rows.Write(time);
        return this;
    }

    /// <summary>An amount of money, in units of 10⁻⁸.</summary>
    public ResultTable Cell(Long128 amount)
    {
        Begin();
        Rows.Write(QuantitySum.FromLong128(amount));
        return this;
    }

    public ResultTable Word<T>(T value)
        where T : struct, Enum => Cell(Words<T>.Of(value));

    public void EndRow()
    {
        isInRow = false;
        Rows.WriteByte((byte)'\n');
        HandOn();
    }

    /// <summary>Hands on what there is, once it is worth it.</summary>
    public void HandOn()
    {
        if (Rows.Length > PieceBytes)
        {
            Flush();
        }
    }

    /// <summary>Hands on what there is.</summary>
    public void Flush()
    {
        hash?.AppendData(Rows.Written);
        file?.Write(Rows.Written);
        Rows.Clear();
    }

    public void Dispose() => file?.Dispose();

    private void Begin()
    {
        if (isInRow)
        {
            Rows.WriteByte((byte)',');
        }

        isInRow = true;
    }

    /// <summary>What files call each value, without what generic collections of every enumeration would cost at the start.</summary>
    private static byte[][] WordsOf(Type type)
    {
        long[] values = (long[])Enum.GetValuesAsUnderlyingType(type);
        byte[][] words = new byte[values[^1] + 1][];
        foreach (long value in values)
        {
            words[value] = Encoding.UTF8.GetBytes(JsonNamingPolicy.SnakeCaseLower.ConvertName(Enum.GetName(type, value)!));
        }

        return words;
    }

    /// <summary>The values of an enumeration as files write them; they count from 0 without holes.</summary>
    private static class Words<T>
        where T : struct, Enum
    {
        private static readonly byte[][] All = WordsOf(typeof(T));

        public static ReadOnlySpan<byte> Of(T value) => All[(int)Unsafe.As<T, long>(ref value)];
    }
}
