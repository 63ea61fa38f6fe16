using Pawl.Engine;

namespace Pawl.Host.Configuration;

/// <summary>Takes nodes for what they should be, and reports those that are something else.</summary>
internal sealed class Expect(Mistakes mistakes)
{
    private const int LongestText = 256;

    /// <summary>A map; null after reporting something else. <paramref name="expected"/> completes the sentence "must be".</summary>
    public ConfigMapping? Map(ConfigNode node, string what, string expected)
    {
        if (node is ConfigMapping map)
            return map;
        Report(node, what, expected);
        return null;
    }

    /// <summary>Text of one line; null after reporting something else. All that others repeat in their errors comes this way.</summary>
    public string? Text(ConfigNode node, string what, string expected)
    {
        if (node is not ConfigScalar { IsNull: false } scalar)
            Report(node, what, expected);
        else if (scalar.Text.Length > LongestText)
            mistakes.Add(node.Place, $"{what} is longer than 256 characters; shorten it");
        else if (!Shown.IsOneLine(scalar.Text))
            mistakes.Add(node.Place, $"{what} holds line breaks or invisible characters, {node.Instead}; write plain text in one line");
        else
            return scalar.Text;
        return null;
    }

    /// <summary>Whether text may be repeated in an error as it is.</summary>
    public static bool IsShortLine(string text) => text.Length <= LongestText && Shown.IsOneLine(text);

    /// <summary>A list of texts, without those entries that were reported.</summary>
    public IReadOnlyList<Located<string>> Texts(ConfigNode node, string what, string example)
    {
        if (node is not ConfigSequence list)
        {
            Report(node, what, $"a list such as [{example}]");
            return [];
        }
        var texts = new List<Located<string>>();
        foreach (var item in list.Items)
        {
            if (Text(item, $"an entry of {what}", $"a single value such as {example}") is { } text)
                texts.Add(new Located<string>(text, item.Place));
        }
        return texts;
    }

    /// <summary>
    /// The entries of a map by their keys. A key that is none of <paramref name="known"/> is reported, and taken for what it
    /// was meant to be, so that one mistake does not make others; <paramref name="what"/> names the map.
    /// </summary>
    public Dictionary<string, ConfigEntry> Keys(ConfigMapping map, string what, IReadOnlyList<string> known)
    {
        var entries = map.Entries.Where(e => known.Contains(e.Key.Text, StringComparer.Ordinal)).ToDictionary(e => e.Key.Text, StringComparer.Ordinal);
        foreach (var entry in map.Entries.Where(e => !known.Contains(e.Key.Text, StringComparer.Ordinal)))
        {
            var nearest = Nearest.Of(Shown.Plain(entry.Key.Text, 64), known);
            mistakes.Add(entry.Key.Place, $"{what}unknown key {Shown.Of(entry.Key.Text)}; " + (nearest is null ? $"known are {string.Join(", ", known)}" : $"did you mean '{nearest}'?"));
            if (nearest is not null)
                entries.TryAdd(nearest, entry);
        }
        return entries;
    }

    public void Report(ConfigNode node, string what, string expected) =>
        mistakes.Add(node.Place, $"{what} must be {expected}, {node.Instead}");
}
