namespace Pawl.Host.Configuration.Toml;

/// <summary>Dates and times, with an offset or without.</summary>
internal static class TomlTime
{
    private const string Remedy = "is no date or time that exists; write one such as 2024-03-04, 15:00:00 or 2024-03-04T15:00:00Z, or put text in double quotes";

    /// <summary>Whether it is meant as one: digits, then a colon or a hyphen.</summary>
    public static bool LooksLike(ReadOnlySpan<char> run)
    {
        var sign = run.IndexOfAnyExceptInRange('0', '9');
        return sign > 0 && run[sign] is ':' or '-';
    }

    public static string? Read(ReadOnlySpan<char> run, out ConfigScalarKind kind, out string text)
    {
        var rest = run;
        var hasDate = run.Length >= 10 && IsDate(run[..10]);
        if (hasDate)
            rest = rest[10..];
        text = "";
        kind = ConfigScalarKind.LocalDate;
        if (hasDate && rest.IsEmpty)
        {
            text = run.ToString();
            return null;
        }
        kind = hasDate ? ConfigScalarKind.LocalDateTime : ConfigScalarKind.LocalTime;
        if (hasDate && rest[0] is not ('T' or 't' or ' '))
            return Remedy;
        if (hasDate)
            rest = rest[1..];
        var length = TimeLength(rest);
        if (length == 0)
            return Remedy;
        rest = rest[length..];
        if (!rest.IsEmpty)
        {
            if (!hasDate || !IsOffset(rest))
                return Remedy;
            kind = ConfigScalarKind.OffsetDateTime;
        }
        text = hasDate ? $"{run[..10]}T{run[11..]}".Replace('z', 'Z') : run.ToString();
        return null;
    }

    /// <summary>Whether it is a day of the calendar, written <c>YYYY-MM-DD</c>.</summary>
    public static bool IsDate(ReadOnlySpan<char> text)
    {
        if (text.Length != 10 || text[4] != '-' || text[7] != '-')
            return false;
        var (year, month, day) = (Number(text[..4]), Number(text[5..7]), Number(text[8..]));
        // The calendar repeats after 400 years, and .NET's begins with the year 1.
        return year >= 0 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth((year % 400) + 400, month);
    }

    /// <summary>The length of <c>hh:mm:ss</c> and a fraction at the beginning; 0 where there is none. A leap second is a time too.</summary>
    private static int TimeLength(ReadOnlySpan<char> text)
    {
        if (text.Length < 8 || text[2] != ':' || text[5] != ':'
            || Number(text[..2]) is < 0 or > 23 || Number(text[3..5]) is < 0 or > 59 || Number(text[6..8]) is < 0 or > 60)
            return 0;
        if (text.Length == 8 || text[8] != '.')
            return 8;
        var digits = text[9..].IndexOfAnyExceptInRange('0', '9');
        return digits < 0 ? (text.Length > 9 ? text.Length : 0) : digits > 0 ? 9 + digits : 0;
    }

    private static bool IsOffset(ReadOnlySpan<char> text) =>
        text is "Z" or "z"
        || (text is ['+' or '-', _, _, ':', _, _] && Number(text[1..3]) is >= 0 and <= 23 && Number(text[4..]) is >= 0 and <= 59);

    /// <summary>The number that a few digits make; -1 where there is something else.</summary>
    private static int Number(ReadOnlySpan<char> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
                return -1;
            number = (number * 10) + (digit - '0');
        }
        return number;
    }
}
