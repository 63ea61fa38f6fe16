namespace Pawl.Types;

/// <summary>
/// A quantity of an instrument: a whole number of 10⁻⁸ units in 64 bits, from -92 233 720 368.54775808 to 92 233 720 368.54775807. Exact; arithmetic is checked.
/// </summary>
/// <param name="Raw">The number of 10⁻⁸ units.</param>
public readonly record struct Quantity(long Raw) : IComparable<Quantity>, IUtf8SpanFormattable
{
    public const int Decimals = Fixed8.Decimals;
    public const long Scale = Fixed8.Scale;

    /// <summary>The number of bytes that the longest text needs.</summary>
    public const int MaxLength = Fixed8.MaxLength;

    public static Quantity Zero => default;
    public static Quantity MinValue => new(long.MinValue);
    public static Quantity MaxValue => new(long.MaxValue);

    /// <summary>The nearest IEEE number. It divides: multiplying by 1e-8 is wrong in the last bit for one price in seven.</summary>
    public double ToDouble() => Raw / 1e8;

    /// <summary>Reads <c>-?[0-9]+(\.[0-9]{1,8})?</c> exactly; false for anything else and beyond the range.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out Quantity value)
    {
        bool ok = Fixed8.TryParse(utf8, out long raw);
        value = new Quantity(raw);
        return ok;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{byte}, out Quantity)"/>
    /// <exception cref="FormatException">The text is not such a number.</exception>
    public static Quantity Parse(string text) => new(Fixed8.Parse(text, "quantity"));

    /// <summary>Writes the shortest exact decimal; false where it does not fit. Bytes behind the text may be touched.</summary>
    public bool TryFormat(Span<byte> utf8, out int written) => Fixed8.TryFormat(Raw, utf8, out written);

    bool IUtf8SpanFormattable.TryFormat(Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        Fixed8.TryFormat(Raw, utf8Destination, out bytesWritten);

    /// <summary>The shortest exact decimal, without exponent: <c>167.41</c>, <c>100</c>, <c>-0.5</c>.</summary>
    public override string ToString() => Fixed8.Format(Raw);

    public int CompareTo(Quantity other) => Raw.CompareTo(other.Raw);

    public static Quantity operator +(Quantity left, Quantity right) => new(checked(left.Raw + right.Raw));
    public static Quantity operator -(Quantity left, Quantity right) => new(checked(left.Raw - right.Raw));
    public static Quantity operator -(Quantity value) => new(checked(-value.Raw));
    public static bool operator <(Quantity left, Quantity right) => left.Raw < right.Raw;
    public static bool operator >(Quantity left, Quantity right) => left.Raw > right.Raw;
    public static bool operator <=(Quantity left, Quantity right) => left.Raw <= right.Raw;
    public static bool operator >=(Quantity left, Quantity right) => left.Raw >= right.Raw;
}
