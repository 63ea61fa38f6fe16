using System.Globalization;

namespace Pawl.Types;

/// <summary>The name of an output, a pure function of the input: <c>{log}:{sequence}:{index}</c>.</summary>
/// <param name="Log">The input log's name; it may hold colons itself.</param>
/// <param name="Sequence">The number of the input event, from 1.</param>
/// <param name="Index">The number of the output among those of its event, from 1.</param>
public readonly record struct OutputId(string Log, long Sequence, long Index)
{
    public static bool TryParse(string? text, out OutputId id)
    {
        id = default;
        if (text is null) return false;
        int second = text.LastIndexOf(':');
        int first = second < 1 ? -1 : text.LastIndexOf(':', second - 1);
        if (first < 1) return false;
        if (!long.TryParse(text.AsSpan(first + 1, second - first - 1), NumberStyles.None, CultureInfo.InvariantCulture, out long sequence)) return false;
        if (!long.TryParse(text.AsSpan(second + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long index)) return false;
        id = new OutputId(text[..first], sequence, index);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Log}:{Sequence}:{Index}");
}
