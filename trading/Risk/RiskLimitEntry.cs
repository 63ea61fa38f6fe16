using System.Globalization;
using Pawl.Types;

namespace Pawl.Trading;

/// <summary>One limit of the configuration.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Doc">What it limits.</param>
/// <param name="IsWhole">Whether it counts something.</param>
public sealed record RiskLimitEntry(string Name, string Doc, bool IsWhole)
{
    /// <summary>The most that is remembered for a throttle.</summary>
    internal const long MaxMessages = 10_000;

    private const int MaxText = 40;

    /// <summary>The largest value.</summary>
    public long Max { get; init; } = 10_000_000_000;

    /// <summary>Reads it; a line that says what is wrong, or null.</summary>
    internal string? Read(string? text, out Long128 raw)
    {
        raw = 0;
        if (text is null) return $"risk limit '{Name}' is missing ({Doc}): write a number; without every limit nothing trades";
        string shown = text.Length <= MaxText ? text : text[..MaxText] + "…";
        if (text.StartsWith('-')) return $"risk limit '{Name}' is {shown}: write a number that is not negative";
        if (IsWhole)
        {
            if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)) return NoNumber(shown, "a whole number such as 10");
            raw = number;
            return number <= Max ? null : TooLarge(shown);
        }

        Span<byte> utf8 = stackalloc byte[64];
        if (!System.Text.Ascii.IsValid(text) || text.Length > utf8.Length) return NoNumber(shown, "a decimal number such as 1000.5");
        for (int i = 0; i < text.Length; i++) utf8[i] = (byte)text[i];
        if (!QuantitySum.TryParse(utf8[..text.Length], out QuantitySum value)) return NoNumber(shown, "a decimal number such as 1000.5");
        raw = value.ToLong128();
        return raw <= (Long128)Max * Quantity.Scale ? null : TooLarge(shown);
    }

    private string NoNumber(string text, string remedy) => $"risk limit '{Name}' is '{text}', which is no number: write {remedy}";

    private string TooLarge(string text) => string.Create(CultureInfo.InvariantCulture, $"risk limit '{Name}' is {text}: the largest is {Max}");
}
