using System.Diagnostics.CodeAnalysis;

namespace Pawl.Types;

/// <summary>
/// The name of an instrument: 1 to 64 characters of <c>A-Z a-z 0-9 . _ : / -</c>, the first a letter or a digit.
/// It needs no escaping in JSON, CSV or file names on the way to them but for <c>:</c> and <c>/</c>.
/// </summary>
public readonly struct Symbol : IEquatable<Symbol>, IComparable<Symbol>
{
    public const int MaxLength = 64;

    private readonly string? _name;

    private Symbol(string name) => _name = name;

    /// <summary>The name; empty for the default value.</summary>
    public string Name => _name ?? "";

    public static bool TryParse([NotNullWhen(true)] string? text, out Symbol symbol)
    {
        bool ok = text is { Length: > 0 and <= MaxLength } && char.IsAsciiLetterOrDigit(text[0]);
        for (int i = 1; ok && i < text!.Length; i++)
            ok = char.IsAsciiLetterOrDigit(text[i]) || text[i] is '.' or '_' or ':' or '/' or '-';
        symbol = ok ? new Symbol(text!) : default;
        return ok;
    }

    /// <exception cref="FormatException">The text is not such a name.</exception>
    public static Symbol Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!TryParse(text, out Symbol symbol)) Throw(text);
        return symbol;
    }

    public override string ToString() => Name;

    public bool Equals(Symbol other) => string.Equals(Name, other.Name, StringComparison.Ordinal);
    public override bool Equals(object? obj) => obj is Symbol other && Equals(other);
    public override int GetHashCode() => string.GetHashCode(Name, StringComparison.Ordinal);

    /// <summary>By the characters' codes, in any culture.</summary>
    public int CompareTo(Symbol other) => string.CompareOrdinal(Name, other.Name);

    public static bool operator ==(Symbol left, Symbol right) => left.Equals(right);
    public static bool operator !=(Symbol left, Symbol right) => !left.Equals(right);
    public static bool operator <(Symbol left, Symbol right) => left.CompareTo(right) < 0;
    public static bool operator >(Symbol left, Symbol right) => left.CompareTo(right) > 0;
    public static bool operator <=(Symbol left, Symbol right) => left.CompareTo(right) <= 0;
    public static bool operator >=(Symbol left, Symbol right) => left.CompareTo(right) >= 0;

    [DoesNotReturn]
    private static void Throw(string text) => throw new FormatException(
        $"'{Digits.Clip(text)}' is not a symbol: use 1 to 64 letters, digits and . _ : / -, beginning with a letter or a digit");
}
