using Pawl.Types;

namespace Pawl.Engine;

/// <summary>What an input reads.</summary>
public enum ReferenceKind
{
    Tick,
    Quote,
    Candle,
    Clock,
    Node,

    /// <summary>What becomes of the orders of a strategy; no pipeline names it.</summary>
    Orders,

    /// <summary>What the strategies hold of a symbol together.</summary>
    Position,
}

/// <summary>
/// An input, read from its text: <c>tick</c>, <c>quote</c>, <c>candle(5m)</c>, <c>clock(1m)</c>, <c>position</c>, <c>indicator(id)</c>,
/// each with an optional field and symbol: <c>candle(1m).high@NQ</c>. Capitals and <c>Indicator:id</c> are accepted.
/// </summary>
public sealed record InputReference(ReferenceKind Kind, TimeFrame TimeFrame, string? Node, string? Field, string? Symbol)
{
    internal const string SymbolForm = "write letters, digits and . _ : / -, 64 at most";

    internal const string FrameForm = "write a number and s, m, h, d or w, such as 5m, or t, v, r for bars of trades, volume and range";

    private const string Forms = "write tick, quote, candle(5m), clock(1m), position, indicator(id) or indicator(id).field, with @SYMBOL for another symbol";

    /// <summary>Reads the text; what is wrong with it is said in <paramref name="error"/>.</summary>
    public static InputReference? Parse(string text, out string error)
    {
        string rest = text.Trim();
        string? symbol = CutAfter(ref rest, '@');
        if (symbol is not null && !Types.Symbol.TryParse(symbol, out _))
        {
            error = $"'{text}': '{symbol}' is not a symbol; {SymbolForm}";
            return null;
        }

        string? field = rest.LastIndexOf('.') > rest.LastIndexOf(')') ? CutAfter(ref rest, '.') : null;
        string head = rest;
        string? argument = null;
        int open = rest.IndexOf('(', StringComparison.Ordinal);
        int colon = rest.IndexOf(':', StringComparison.Ordinal);
        if (open > 0 && rest.EndsWith(')'))
        {
            (head, argument) = (rest[..open], rest[(open + 1)..^1].Trim());
        }
        else if (colon > 0)
        {
            (head, argument) = (rest[..colon], rest[(colon + 1)..].Trim());
        }

        return Build(text, head.Trim().ToUpperInvariant(), argument, field, symbol, out error);
    }

    private static InputReference? Build(string text, string head, string? argument, string? field, string? symbol, out string error)
    {
        error = "";
        switch (head, argument)
        {
            case ("TICK", null):
                return new InputReference(ReferenceKind.Tick, default, null, field, symbol);
            case ("QUOTE", null):
                return new InputReference(ReferenceKind.Quote, default, null, field, symbol);
            case ("CANDLE" or "CLOCK", { Length: > 0 }):
                if (TimeFrame.TryParse(argument, out TimeFrame frame))
                {
                    if (head == "CLOCK" && !frame.IsTime)
                    {
                        error = $"'{text}': a clock has no '{argument}', which is not a length of time; write a number and s, m, h, d or w, such as 5m";
                        return null;
                    }

                    return new InputReference(head == "CLOCK" ? ReferenceKind.Clock : ReferenceKind.Candle, frame, null, field, symbol);
                }

                error = $"'{text}': unknown time frame '{argument}'; {FrameForm}";
                return null;
            case ("INDICATOR", { Length: > 0 }):
                return new InputReference(ReferenceKind.Node, default, argument, field, symbol);
            case ("POSITION", null):
                return new InputReference(ReferenceKind.Position, default, null, field, symbol);
            default:
                error = $"unknown input '{text}'; {Forms}";
                return null;
        }
    }

    private static string? CutAfter(ref string text, char mark)
    {
        int at = text.LastIndexOf(mark);
        if (at < 0)
        {
            return null;
        }

        string cut = text[(at + 1)..].Trim();
        text = text[..at].TrimEnd();
        return cut;
    }

    public override string ToString()
    {
        string head = Kind switch
        {
            ReferenceKind.Tick => "tick",
            ReferenceKind.Quote => "quote",
            ReferenceKind.Candle => $"candle({TimeFrame})",
            ReferenceKind.Clock => $"clock({TimeFrame})",
            ReferenceKind.Orders => $"orders({Node})",
            ReferenceKind.Position => "position",
            _ => $"indicator({Node})",
        };
        return head + (Field is null ? "" : "." + Field) + (Symbol is null ? "" : "@" + Symbol);
    }
}
