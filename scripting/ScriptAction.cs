using System.Runtime.CompilerServices;
using Pawl.Types;

namespace Pawl.Scripting;

/// <summary>What a script wants; the numbers are those that its functions return.</summary>
public enum ScriptActionKind
{
    None,
    CloseWatch,
    Watch,
    Enter,
    Adjust,
    Exit,
}

/// <summary>What a call of a script returned. Numbers that were not given are NaN.</summary>
public struct ScriptAction
{
    public ScriptActionKind Kind;

    /// <summary>1 for long, −1 for short; NaN where it does not say.</summary>
    public double Side;

    public double Size;
    public double Limit;
    public double Stop;
    public double Target;

    /// <summary>0 to 1.</summary>
    public double Confidence;

    /// <summary>How many seconds a set-up is good for.</summary>
    public double Within;

    /// <summary>Why, cut to what a message holds.</summary>
    public Text64 Reason;

    /// <summary>As many bytes of a text as fit, without half a character at the end.</summary>
    internal static Text64 Cut(ReadOnlySpan<byte> utf8)
    {
        Span<char> text = stackalloc char[Text64.Capacity];
        System.Text.Unicode.Utf8.ToUtf16(utf8, text, out _, out int written);
        return Text64.From(text[..written]);
    }
}

/// <summary>What a script is told of what it holds: size, average price, stop and target; NaN where there is none.</summary>
[InlineArray(Length)]
public struct ScriptPosition
{
    public const int Length = 4;

    private double size;
}
