using System.Buffers.Binary;

namespace Pawl.Persistence.Postgres.Copying;

/// <summary>PostgreSQL's binary NUMERIC of a whole number of 10⁻⁸: its digits are those of base 10,000, of which two are behind the point.</summary>
internal static class PostgresNumber
{
    /// <summary>The most bytes that one takes.</summary>
    public const int MaxLength = HeadBytes + (MostDigits * sizeof(short));

    private const int HeadBytes = 4 * sizeof(short);
    private const int MostDigits = 10;
    private const int Base = 10_000;
    private const int Decimals = 8;
    private const short Negative = 0x4000;

    /// <returns>How many bytes were written.</returns>
    public static int Write(Int128 raw, Span<byte> to)
    {
        Span<short> digits = stackalloc short[MostDigits];
        UInt128 rest = raw < 0 ? (UInt128)0 - (UInt128)raw : (UInt128)raw;
        int first = MostDigits;
        if (rest <= ulong.MaxValue)
        {
            for (ulong small = (ulong)rest; small != 0; small /= Base)
            {
                digits[--first] = (short)(small % Base);
            }
        }
        else
        {
            for (; rest != 0; rest /= Base)
            {
                digits[--first] = (short)(rest % Base);
            }
        }

        int last = MostDigits;
        while (last > first && digits[last - 1] == 0)
        {
            last--;
        }

        int count = last - first;
        BinaryPrimitives.WriteInt16BigEndian(to, (short)count);
        BinaryPrimitives.WriteInt16BigEndian(to[2..], (short)(count == 0 ? 0 : MostDigits - first - 1 - 2));
        BinaryPrimitives.WriteInt16BigEndian(to[4..], raw < 0 ? Negative : (short)0);
        BinaryPrimitives.WriteInt16BigEndian(to[6..], Decimals);
        for (int i = 0; i < count; i++)
        {
            BinaryPrimitives.WriteInt16BigEndian(to[(HeadBytes + (i * sizeof(short)))..], digits[first + i]);
        }

        return HeadBytes + (count * sizeof(short));
    }
}
