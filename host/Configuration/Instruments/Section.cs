using System.Globalization;
using System.Text;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Host.Configuration.Instruments;

/// <summary>
/// A map with known keys, read by type. A key that is none of them is reported, and taken for what it was meant to be, so
/// that one mistake does not make others. What is missing is null; what is wrong is reported and null.
/// </summary>
internal sealed class Section
{
    private readonly Mistakes _mistakes;
    private readonly Expect _expect;
    private readonly Dictionary<string, ConfigEntry> _entries = new(StringComparer.Ordinal);

    public Section(Mistakes mistakes, ConfigMapping map, string who, IReadOnlyList<Key> keys)
    {
        (_mistakes, _expect, Who, Place) = (mistakes, new Expect(mistakes), who, map.Place);
        string[] known = [.. keys.Select(key => key.Name)];
        foreach (var entry in map.Entries.Where(entry => known.Contains(entry.Key.Text)))
            _entries.Add(entry.Key.Text, entry);
        foreach (var entry in map.Entries.Where(entry => !known.Contains(entry.Key.Text)))
        {
            var nearest = Nearest.Of(Shown.Plain(entry.Key.Text, 64), known);
            mistakes.Add(entry.Key.Place, $"{who}unknown key {Shown.Of(entry.Key.Text)}; " + (nearest is null ? $"known are {string.Join(", ", known)}" : $"did you mean '{nearest}'?"));
            if (nearest is not null)
                _entries.TryAdd(nearest, entry);
        }
    }

    /// <summary>What errors begin with: <c>instrument 'ES': </c>.</summary>
    public string Who { get; }

    public Place Place { get; }

    public bool Has(string key) => _entries.ContainsKey(key);

    public ConfigNode? Find(string key) => _entries.GetValueOrDefault(key)?.Value;

    public Place PlaceOf(string key) => Find(key)?.Place ?? Place;

    /// <summary>Reports what is wrong about a key; the message says what and what to do.</summary>
    public void Report(string key, string message) => _mistakes.Add(PlaceOf(key), $"{Who}'{key}' {message}");

    public string? Text(string key, string expected) =>
        Find(key) is { } node ? _expect.Text(node, $"{Who}'{key}'", expected) : null;

    /// <summary>A value that a function understands; <paramref name="expected"/> completes "must be".</summary>
    public T? Value<T>(string key, string expected, Func<string, T?> read)
        where T : struct
    {
        if (Text(key, expected) is not { } text)
            return null;
        if (read(text) is { } value)
            return value;
        _expect.Report(Find(key)!, $"{Who}'{key}'", expected);
        return null;
    }

    public int? Number(string key, int least, int most) => Value<int>(
        key, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"),
        text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value : null);

    /// <summary>A decimal number above zero, in units of 10⁻⁸.</summary>
    public long? Positive(string key, string example) => Value<long>(
        key, $"a number above 0 with at most 8 decimals such as {example}",
        text => Price.TryParse(Encoding.UTF8.GetBytes(text), out var value) && value > Price.Zero ? value.Raw : null);

    public TradingDay? Day(string key) => Value(key, Dates.Expected, Dates.Read);

    /// <summary>One of some names, or of what they mean.</summary>
    public T? Choice<T>(string key, Choices<T> names)
        where T : struct
    {
        var expected = $"one of {string.Join(", ", names.Words)}";
        if (Text(key, expected) is not { } text)
            return null;
        if (names.Of(text) is { } value)
            return value;
        var nearest = Nearest.Of(Shown.Plain(text, 64), names.Words);
        _mistakes.Add(PlaceOf(key), $"{Who}'{key}' must be {expected}, not {Shown.Of(text)}" + (nearest is null ? "" : $"; did you mean '{nearest}'?"));
        return null;
    }

    public ConfigMapping? Map(string key, string expected) =>
        Find(key) is { } node ? _expect.Map(node, $"{Who}'{key}'", expected) : null;

    public Section? Inner(string key, string expected, IReadOnlyList<Key> keys) =>
        Map(key, expected) is { } map ? new Section(_mistakes, map, $"{Who}{key}: ", keys) : null;

    /// <summary>The items of a list; none where it is missing or something else.</summary>
    public IReadOnlyList<ConfigNode> Items(string key, string expected, int most)
    {
        if (Find(key) is not { } node)
            return [];
        if (node is not ConfigSequence list)
        {
            _expect.Report(node, $"{Who}'{key}'", expected);
            return [];
        }
        if (list.Items.Count <= most)
            return list.Items;
        Report(key, string.Create(CultureInfo.InvariantCulture, $"has {list.Items.Count} entries, the most is {most}; write rules instead of dates, or split it"));
        return [];
    }

    /// <summary>The items of a list, each a map.</summary>
    public IEnumerable<Section> Sections(string key, string expected, int most, IReadOnlyList<Key> keys)
    {
        foreach (var item in Items(key, $"a list of maps such as [{expected}]", most))
        {
            if (_expect.Map(item, $"{Who}an entry of '{key}'", $"a map such as {expected}") is { } map)
                yield return new Section(_mistakes, map, $"{Who}{key}: ", keys);
        }
    }
}
