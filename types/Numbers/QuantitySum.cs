using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;

namespace Pawl.Types;

/// <summary>
/// A sum of quantities: 10⁻⁸ units in 128 bits, so that a day of a low-priced instrument does not overflow. Arithmetic is checked.
/// Two 64-bit halves instead of <see cref="Int128"/>, whose alignment of 16 would put padding into records.
/// </summary>
/// <param name="Low">The lower 64 bits.</param>
/// <param name="High">The upper 64 bits, with the sign.</param>
public readonly record struct QuantitySum(ulong Low, long High) : IComparable<QuantitySum>
{
    /// <summary>The number of bytes that the longest text needs.</summary>
    public const int MaxLength = 41;

    private const string Remedy = "write a decimal number such as 1600.5, at most 8 decimals, no exponent, within 128 bits of 0.00000001";

    public static QuantitySum Zero => default;
    public static QuantitySum MinValue => new(0, long.MinValue);
    public static QuantitySum MaxValue => new(ulong.MaxValue, long.MaxValue);

    /// <summary>The number of 10⁻⁸ units.</summary>
    public Long128 ToLong128() => new(Low, High);

    /// <summary>The number of 10⁻⁸ units, as .NET has them.</summary>
    public Int128 ToInt128() => ToLong128();

    public static QuantitySum FromLong128(Long128 raw) => new(raw.Low, raw.High);

    public static QuantitySum FromInt128(Int128 raw) => FromLong128(raw);

    public double ToDouble() => (FitsInLong ? (long)Low : ToDoubleWide()) / 1e8;

    private bool FitsInLong => High == (long)Low >> 63;

    /// <summary>Reads <c>-?[0-9]+(\.[0-9]{1,8})?</c> exactly; false for anything else and beyond the range.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out QuantitySum value)
    {
        if (Fixed8.TryParse(utf8, out long raw))
        {
            value = new Quantity(raw);
            return true;
        }

        return TryParseWide(utf8, out value);
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{byte}, out QuantitySum)"/>
    /// <exception cref="FormatException">The text is not such a number.</exception>
    public static QuantitySum Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Span<byte> utf8 = stackalloc byte[64];
        QuantitySum value = default;
        if (!Ascii.TryGet(text, utf8, out int length) || !TryParse(utf8[..length], out value)) Throw(text);
        return value;
    }

    /// <summary>Writes the shortest exact decimal; false where it does not fit. Bytes behind the text may be touched.</summary>
    public bool TryFormat(Span<byte> utf8, out int written) =>
        FitsInLong ? Fixed8.TryFormat((long)Low, utf8, out written) : TryFormatWide(utf8, out written);

    /// <summary>The shortest exact decimal, without exponent.</summary>
    public override string ToString()
    {
        Span<byte> utf8 = stackalloc byte[MaxLength];
        TryFormat(utf8, out int written);
        return Encoding.ASCII.GetString(utf8[..written]);
    }

    public int CompareTo(QuantitySum other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator QuantitySum(Quantity quantity) => new((ulong)quantity.Raw, quantity.Raw >> 63);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QuantitySum operator +(QuantitySum left, Quantity right) => left + (QuantitySum)right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QuantitySum operator +(QuantitySum left, QuantitySum right) => FromLong128(left.ToLong128() + right.ToLong128());

    public static QuantitySum operator -(QuantitySum left, QuantitySum right) => FromLong128(left.ToLong128() - right.ToLong128());

    public static QuantitySum operator -(QuantitySum value) => FromLong128(-value.ToLong128());
    public static bool operator <(QuantitySum left, QuantitySum right) => left.CompareTo(right) < 0;
    public static bool operator >(QuantitySum left, QuantitySum right) => left.CompareTo(right) > 0;
    public static bool operator <=(QuantitySum left, QuantitySum right) => left.CompareTo(right) <= 0;
    public static bool operator >=(QuantitySum left, QuantitySum right) => left.CompareTo(right) >= 0;

    // Apart, as all that names Int128: what calls it can be compiled ahead.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private double ToDoubleWide() => (double)ToInt128();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryParseWide(ReadOnlySpan<byte> utf8, out QuantitySum value)
    {
        value = default;
        bool negative = utf8.Length > 0 && utf8[0] == (byte)'-';
        if (negative) utf8 = utf8[1..];
        int point = utf8.IndexOf((byte)'.');
        int decimals = point < 0 ? 0 : utf8.Length - point - 1;
        if (point == 0 || utf8.IsEmpty || decimals > Fixed8.Decimals || (point > 0 && decimals == 0)) return false;
        UInt128 limit = (UInt128)Int128.MaxValue + (negative ? UInt128.One : UInt128.Zero);
        UInt128 magnitude = 0;
        for (int i = 0; i < utf8.Length + Fixed8.Decimals - decimals; i++)
        {
            if (i == point) continue;
            uint digit = i < utf8.Length ? (uint)utf8[i] - '0' : 0;
            if (digit > 9 || magnitude > (limit - digit) / 10) return false;
            magnitude = (magnitude * 10) + digit;
        }

        value = FromInt128(negative ? unchecked(-(Int128)magnitude) : (Int128)magnitude);
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryFormatWide(Span<byte> utf8, out int written)
    {
        Int128 raw = ToInt128();
        UInt128 magnitude = raw < 0 ? unchecked((UInt128)(-raw)) : (UInt128)raw;
        (UInt128 whole, UInt128 fraction) = UInt128.DivRem(magnitude, (UInt128)Fixed8.Scale);
        written = 0;
        Span<byte> text = stackalloc byte[MaxLength];
        text[0] = (byte)'-';
        if (!whole.TryFormat(text[1..], out int length, provider: System.Globalization.CultureInfo.InvariantCulture)) return false;
        length++;
        if (fraction != 0)
        {
            ulong digits = Digits.Unpack8((uint)fraction);
            text[length++] = (byte)'.';
            Digits.Write8(text[length..], digits);
            length += Digits.Significant(digits);
        }

        text = raw < 0 ? text[..length] : text[1..length];
        if (!text.TryCopyTo(utf8)) return false;
        written = text.Length;
        return true;
    }

    [DoesNotReturn]
    private static void Throw(string text) => throw new FormatException($"'{Digits.Clip(text)}' is not a sum of quantities: {Remedy}");
}
