using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Trading;

/// <summary>Why an order was refused: the rule, its limit and the value that is beyond it.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct Refusal(RiskRule Rule, QuantitySum Limit, QuantitySum Value)
{
    public static Refusal None => default;

    public bool IsNone => Rule == RiskRule.None;

    internal static Refusal Of(RiskRule rule) => new(rule, QuantitySum.Zero, QuantitySum.Zero);

    internal static Refusal Of(RiskRule rule, Long128 limit, Long128 value) => new(rule, QuantitySum.FromLong128(limit), QuantitySum.FromLong128(value));

    /// <summary>Of something that is counted rather than measured.</summary>
    internal static Refusal OfCount(RiskRule rule, long limit, long value) => Of(rule, (Long128)limit * Quantity.Scale, (Long128)value * Quantity.Scale);

    /// <summary>The short form that fits into an order update: <c>max_position: 120 over 100</c>.</summary>
    public Text64 Reason()
    {
        Text64 text = default;
        Span<byte> rest = text;
        rest = Put(rest, RiskRuleTexts.Name(Rule));
        if (!RiskRuleTexts.HasLimit(Rule)) return text;
        rest = Put(rest, ": "u8);
        rest = Put(rest, Value);
        rest = Put(rest, " over "u8);
        Put(rest, Limit);
        return text;
    }

    /// <summary>The whole sentence, with the remedy.</summary>
    public override string ToString() => RiskRuleTexts.HasLimit(Rule)
        ? $"{RiskRuleTexts.Sentence(Rule)}: {Value}, the limit is {Limit}; {RiskRuleTexts.Remedy(Rule)}"
        : $"{RiskRuleTexts.Sentence(Rule)}; {RiskRuleTexts.Remedy(Rule)}";

    private static Span<byte> Put(Span<byte> to, ReadOnlySpan<byte> text)
    {
        if (!text.TryCopyTo(to)) return [];
        return to[text.Length..];
    }

    private static Span<byte> Put(Span<byte> to, QuantitySum value)
    {
        if (!value.TryFormat(to, out int length)) return [];
        // What was touched behind the number would be taken for a part of it.
        to[length..].Clear();
        return to[length..];
    }
}
