using System.Globalization;

namespace Pawl.Host.Configuration.Toml;

/// <summary>Values without quotes.</summary>
internal static class TomlTyped
{
    private const string Number = "is not a number; write one such as 14, 0.5 or 1e-3, or put text in double quotes";

    /// <summary>The type of what stands there, and its one form.</summary>
    /// <returns>What to say after it where it is no value of TOML; else null.</returns>
    public static string? Read(ReadOnlySpan<char> run, out ConfigScalarKind kind, out string text)
    {
        if (run is "true" or "false")
        {
            (kind, text) = (ConfigScalarKind.Boolean, run.ToString());
            return null;
        }
        if (TomlTime.LooksLike(run))
            return TomlTime.Read(run, out kind, out text);
        var sign = run[0] is '+' or '-' ? 1 : 0;
        var minus = run[0] == '-' ? "-" : "";
        var body = run[sign..];
        (kind, text) = (ConfigScalarKind.Float, "");
        if (body is "inf" or "nan")
            text = body is "inf" ? minus + "inf" : "nan";
        else if (IsFloat(body))
            text = minus + body.ToString().Replace("_", "", StringComparison.Ordinal);
        else
            return Integer(run, sign, out kind, out text);
        return null;
    }

    private static string? Integer(ReadOnlySpan<char> run, int sign, out ConfigScalarKind kind, out string text)
    {
        (kind, text) = (ConfigScalarKind.Integer, "");
        var number = new string(run).Replace("_", "", StringComparison.Ordinal);
        var radix = run switch { ['0', 'x', ..] => 16, ['0', 'o', ..] => 8, ['0', 'b', ..] => 2, _ => 10 };
        var digits = run[(radix == 10 ? sign : 2)..];
        if (Digits(digits, radix) != digits.Length || digits.Length == 0 || (radix == 10 && digits is ['0', _, ..]))
            return Remedy(run, run[sign..]);
        var fits = radix == 10
            ? long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            : TryParse(number.AsSpan(2), radix, out value);
        if (!fits)
            return "does not fit into 64 bits; write a smaller number, or a point in it";
        text = value.ToString(CultureInfo.InvariantCulture);
        return null;
    }

    private static bool IsFloat(ReadOnlySpan<char> body)
    {
        var at = Digits(body, 10);
        if (at == 0 || (at > 1 && body[0] == '0'))
            return false;
        if (at < body.Length && body[at] == '.' && !TrySkipDigits(body, at + 1, out at))
            return false;
        if (at < body.Length && body[at] is 'e' or 'E')
        {
            var isSigned = at + 1 < body.Length && body[at + 1] is '+' or '-';
            if (!TrySkipDigits(body, at + (isSigned ? 2 : 1), out at))
                return false;
        }
        return at == body.Length && body.ContainsAny(".eE");
    }

    private static bool TrySkipDigits(ReadOnlySpan<char> body, int from, out int end)
    {
        end = from + Digits(body[from..], 10);
        return end > from;
    }

    /// <summary>How many characters at the beginning are digits, single underscores between them included.</summary>
    private static int Digits(ReadOnlySpan<char> text, int radix)
    {
        var at = 0;
        while (at < text.Length && (IsDigit(text[at], radix) || (text[at] == '_' && at > 0 && text[at - 1] != '_')))
            at++;
        return at > 0 && text[at - 1] == '_' ? at - 1 : at;
    }

    private static bool IsDigit(char c, int radix) => char.IsAsciiHexDigit(c) && Value(c) < radix;

    private static bool TryParse(ReadOnlySpan<char> digits, int radix, out long value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (value > (long.MaxValue - Value(digit)) / radix)
                return false;
            value = (value * radix) + Value(digit);
        }
        return true;
    }

    private static int Value(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private static string Remedy(ReadOnlySpan<char> run, ReadOnlySpan<char> body)
    {
        if (run.Equals("true", StringComparison.OrdinalIgnoreCase) || run.Equals("false", StringComparison.OrdinalIgnoreCase))
            return "is written in lower case, true or false";
        if (run.ToString().ToUpperInvariant() is "NULL" or "NONE" or "NIL" or "~")
            return "is no value of TOML; leave the key out";
        if (body.IsEmpty || !(char.IsAsciiDigit(body[0]) || body[0] == '.' || body.Length < run.Length))
            return "is not a value; text needs double quotes";
        if (body.Contains('_') && Read(run.ToString().Replace("_", "", StringComparison.Ordinal), out _, out _) is null)
            return "has a '_' that is not between two digits; remove it";
        return body is ['0', >= '0' and <= '9', ..] ? "has a leading zero; remove it, or put text in double quotes" : Number;
    }
}
