namespace Pawl.Host.Commands;

/// <summary>A kind with arguments as it is written on the command line: <c>ema(9)</c>, <c>macd(12, 26, signal_period=5).signal</c>, <c>break_of_structure(swings=swing_points(2, 2))</c>.</summary>
/// <param name="Arguments">In order; named where a name stands before.</param>
/// <param name="Field">The field of its output that is meant.</param>
internal sealed record KindCall(string Kind, IReadOnlyList<(string? Name, string Value)> Arguments, string? Field)
{
    /// <summary>Null where the text is not one.</summary>
    public static KindCall? Parse(string text)
    {
        int open = text.IndexOf('(', StringComparison.Ordinal);
        int close = text.LastIndexOf(')');
        string rest = close < 0 ? "" : text[(close + 1)..];
        if (open <= 0 || close < open || (rest.Length > 0 && (rest[0] != '.' || rest.Length == 1)))
        {
            return null;
        }

        List<(string?, string)> arguments = [];
        foreach (string part in Split(text[(open + 1)..close]))
        {
            // In a(b=c(d=5)) the first '=' names b; in ema(rsi(period=5)) it names nothing here.
            int inner = part.IndexOf('(', StringComparison.Ordinal);
            int equals = (inner < 0 ? part : part[..inner]).IndexOf('=', StringComparison.Ordinal);
            arguments.Add(equals < 0 ? (null, part) : (part[..equals].Trim(), part[(equals + 1)..].Trim()));
        }

        return new KindCall(text[..open].Trim(), arguments, rest.Length > 0 ? rest[1..] : null);
    }

    /// <summary>At the commas that lie in no further parentheses.</summary>
    private static IEnumerable<string> Split(string text)
    {
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || (text[i] == ',' && depth == 0))
            {
                if (text[start..i].Trim() is { Length: > 0 } part)
                {
                    yield return part;
                }

                start = i + 1;
            }
            else
            {
                depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
            }
        }
    }
}
