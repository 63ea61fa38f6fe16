using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Pawl.Types;

/// <summary>
/// A whole number of 128 bits with a sign; arithmetic is checked, and a quotient is rounded towards zero. It is what <see cref="Int128"/> is, but code
/// that names that type cannot be compiled ahead, and money is at the heart of the program; most amounts fit into 64 bits, and go the short way.
/// </summary>
/// <param name="Low">The lower 64 bits.</param>
/// <param name="High">The upper 64 bits, with the sign.</param>
public readonly record struct Long128(ulong Low, long High) : IComparable<Long128>
{
    /// <summary>Whether the number fits into 64 bits.</summary>
    public bool IsLong => High == (long)Low >> 63;

    private bool IsNegative => High < 0;

    /// <summary>The product of two numbers of 64 bits, which always fits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Long128 BigMul(long left, long right)
    {
        long high = Math.BigMul(left, right, out long low);
        return new Long128((ulong)low, high);
    }

    /// <summary>The quotient, rounded towards zero, and what is left, which has the sign of the dividend.</summary>
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    /// <exception cref="OverflowException">The quotient is outside of 128 bits.</exception>
    public static (Long128 Quotient, Long128 Remainder) DivRem(Long128 dividend, Long128 divisor)
    {
        // The only quotient of two longs that is none is that of the smallest and −1.
        if (dividend.IsLong && divisor.IsLong && (long)divisor.Low != -1)
        {
            (long quotient, long rest) = Math.DivRem((long)dividend.Low, (long)divisor.Low);
            return (quotient, rest);
        }

        Magnitude by = new(divisor);
        Magnitude whole = Magnitude.Divide(new Magnitude(dividend), by, out Magnitude left);
        return (whole.ToSigned(dividend.IsNegative != divisor.IsNegative), left.ToSigned(dividend.IsNegative));
    }

    /// <summary>The quotient, rounded down.</summary>
    /// <inheritdoc cref="DivRem" path="/exception"/>
    public static Long128 FloorDivide(Long128 dividend, Long128 divisor)
    {
        (Long128 quotient, Long128 rest) = DivRem(dividend, divisor);
        return Sign(rest) != 0 && rest.IsNegative != divisor.IsNegative ? quotient - 1 : quotient;
    }

    /// <exception cref="OverflowException">The number is the smallest, whose opposite does not fit.</exception>
    public static Long128 Abs(Long128 value) => value.IsNegative ? -value : value;

    public static Long128 Min(Long128 left, Long128 right) => left < right ? left : right;

    public static Long128 Max(Long128 left, Long128 right) => left > right ? left : right;

    /// <summary>−1, 0 or 1.</summary>
    public static int Sign(Long128 value) => value.IsNegative ? -1 : (value.Low | (ulong)value.High) == 0 ? 0 : 1;

    public static bool IsEvenInteger(Long128 value) => (value.Low & 1) == 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Long128(long value) => new((ulong)value, value >> 63);

    public static implicit operator Long128(Int128 value) => new((ulong)value, (long)(value >> 64));

    public static implicit operator Int128(Long128 value) => new((ulong)value.High, value.Low);

    /// <summary>The lower 64 bits.</summary>
    public static explicit operator long(Long128 value) => (long)value.Low;

    /// <summary>The number.</summary>
    /// <exception cref="OverflowException">It does not fit into 64 bits.</exception>
    public static explicit operator checked long(Long128 value)
    {
        if (!value.IsLong) ThrowOverflow();
        return (long)value.Low;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Long128 operator +(Long128 left, Long128 right)
    {
        ulong low = unchecked(left.Low + right.Low);
        long high = unchecked(left.High + right.High + (low < left.Low ? 1 : 0));
        if (((left.High ^ high) & (right.High ^ high)) < 0) ThrowOverflow();
        return new Long128(low, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Long128 operator -(Long128 left, Long128 right)
    {
        ulong low = unchecked(left.Low - right.Low);
        long high = unchecked(left.High - right.High - (left.Low < right.Low ? 1 : 0));
        if (((left.High ^ right.High) & (left.High ^ high)) < 0) ThrowOverflow();
        return new Long128(low, high);
    }

    public static Long128 operator -(Long128 value) => (Long128)0L - value;

    public static Long128 operator *(Long128 left, Long128 right) => left.IsLong && right.IsLong
        ? BigMul((long)left.Low, (long)right.Low)
        : Magnitude.Multiply(new Magnitude(left), new Magnitude(right)).ToSigned(left.IsNegative != right.IsNegative);

    public static Long128 operator /(Long128 dividend, Long128 divisor) => DivRem(dividend, divisor).Quotient;

    public static bool operator <(Long128 left, Long128 right) => left.High != right.High ? left.High < right.High : left.Low < right.Low;

    public static bool operator >(Long128 left, Long128 right) => right < left;

    public static bool operator <=(Long128 left, Long128 right) => !(right < left);

    public static bool operator >=(Long128 left, Long128 right) => !(left < right);

    public int CompareTo(Long128 other) => this < other ? -1 : this == other ? 0 : 1;

    public override string ToString() => ((Int128)this).ToString(System.Globalization.CultureInfo.InvariantCulture);

    [DoesNotReturn]
    private static void ThrowOverflow() => throw new OverflowException("a number is outside of 128 bits");

    /// <summary>A number without its sign.</summary>
    private readonly struct Magnitude
    {
        private const ulong Half = uint.MaxValue;

        private readonly ulong _high;
        private readonly ulong _low;

        public Magnitude(Long128 value)
        {
            (_high, _low) = ((ulong)value.High, value.Low);
            if (value.High < 0) (_high, _low) = Opposite(_high, _low);
        }

        private Magnitude(ulong high, ulong low) => (_high, _low) = (high, low);

        public Long128 ToSigned(bool isNegative)
        {
            (ulong high, ulong low) = isNegative ? Opposite(_high, _low) : (_high, _low);
            // Zero is nobody's opposite but its own.
            if ((long)high < 0 != isNegative && (high | low) != 0) ThrowOverflow();
            return new Long128(low, (long)high);
        }

        public static Magnitude Multiply(Magnitude left, Magnitude right)
        {
            if (left._high != 0 && right._high != 0) ThrowOverflow();
            ulong high = Math.BigMul(left._low, right._low, out ulong low);
            // One of the two is zero.
            ulong beyond = Math.BigMul(left._high | right._high, left._high != 0 ? right._low : left._low, out ulong cross);
            ulong sum = unchecked(high + cross);
            if (beyond != 0 || sum < high) ThrowOverflow();
            return new Magnitude(sum, low);
        }

        public static Magnitude Divide(Magnitude dividend, Magnitude divisor, out Magnitude rest)
        {
            if (divisor._high != 0) return DivideLong(dividend, divisor, out rest);
            (ulong high, ulong left) = Math.DivRem(dividend._high, divisor._low);
            ulong low = Divide(left, dividend._low, divisor._low, out left);
            rest = new Magnitude(0, left);
            return new Magnitude(high, low);
        }

        /// <summary>Two digits of 64 bits by one that is above the first: long division in digits of 32 bits (Knuth, The Art of Computer Programming, 4.3.1, algorithm D).</summary>
        private static ulong Divide(ulong high, ulong low, ulong divisor, out ulong rest)
        {
            if (high == 0)
            {
                (ulong quotient, rest) = Math.DivRem(low, divisor);
                return quotient;
            }

            // The divisor begins with a one, so that a digit is guessed at most two too high.
            int shift = System.Numerics.BitOperations.LeadingZeroCount(divisor);
            divisor <<= shift;
            high = (high << shift) | (shift == 0 ? 0 : low >> (64 - shift));
            low <<= shift;
            ulong first = Digit(high, low >> 32, divisor, out high);
            ulong second = Digit(high, low & Half, divisor, out high);
            rest = high >> shift;
            return (first << 32) | second;
        }

        /// <summary>One digit of the quotient: of what is left and the next digit of the dividend.</summary>
        private static ulong Digit(ulong left, ulong next, ulong divisor, out ulong rest)
        {
            (ulong digit, ulong over) = Math.DivRem(left, divisor >> 32);
            while (digit > Half || digit * (divisor & Half) > ((over << 32) | next))
            {
                digit--;
                over += divisor >> 32;
                if (over > Half) break;
            }

            rest = unchecked((left << 32) + next - (digit * divisor));
            return digit;
        }

        // Rare, and apart: this alone is not compiled ahead.
        [MethodImpl(MethodImplOptions.NoInlining)]
        private static Magnitude DivideLong(Magnitude dividend, Magnitude divisor, out Magnitude rest)
        {
            (UInt128 quotient, UInt128 left) = UInt128.DivRem(new UInt128(dividend._high, dividend._low), new UInt128(divisor._high, divisor._low));
            rest = new Magnitude((ulong)(left >> 64), (ulong)left);
            return new Magnitude((ulong)(quotient >> 64), (ulong)quotient);
        }

        private static (ulong High, ulong Low) Opposite(ulong high, ulong low) => unchecked((~high + (low == 0 ? 1UL : 0), 0 - low));
    }
}
