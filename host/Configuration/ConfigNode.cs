using Pawl.Engine;

namespace Pawl.Host.Configuration;

/// <summary>A part of a configuration file that remembers where it was written. Knows nothing of what it means.</summary>
public abstract class ConfigNode(Place place)
{
    public Place Place { get; } = place;

    /// <summary>How an error ends that says what was expected: <c>not a list</c>.</summary>
    public abstract string Instead { get; }
}

/// <summary>What the syntax of a file says of a value: YAML leaves unquoted ones open, TOML types all.</summary>
public enum ConfigScalarKind
{
    /// <summary>Unquoted in YAML: what it means is for its reader to say.</summary>
    Plain,

    /// <summary>Quoted or a block of text, and therefore nothing but text.</summary>
    Text,
    Integer,
    Float,
    Boolean,
    OffsetDateTime,
    LocalDateTime,
    LocalDate,
    LocalTime,
}

/// <summary>A single value, kept as text: what it means is for its reader to say.</summary>
/// <param name="place">Where it begins; for an empty value, where its key begins.</param>
/// <param name="text">
/// The text without quotes and escapes. Typed values have one form: whole numbers decimal, none with '_' or a leading '+',
/// times with 'T' and 'Z'.
/// </param>
public sealed class ConfigScalar(Place place, string text, ConfigScalarKind kind) : ConfigNode(place)
{
    public ConfigScalar(Place place, string text, bool quoted)
        : this(place, text, quoted ? ConfigScalarKind.Text : ConfigScalarKind.Plain)
    {
    }

    public string Text { get; } = text;

    public ConfigScalarKind Kind { get; } = kind;

    public bool Quoted => Kind == ConfigScalarKind.Text;

    /// <summary>Nothing at all, <c>~</c> or <c>null</c>.</summary>
    public bool IsNull => !Quoted && Text is "" or "~" or "null" or "Null" or "NULL";

    public override string Instead => IsNull ? "but it is empty" : "not " + Shown.Of(Text);
}

public sealed class ConfigSequence(Place place, IReadOnlyList<ConfigNode> items) : ConfigNode(place)
{
    public IReadOnlyList<ConfigNode> Items { get; } = items;

    public override string Instead => "not a list";
}

/// <summary>Keys with values, in the order of the file; no key twice.</summary>
public sealed class ConfigMapping(Place place, IReadOnlyList<ConfigEntry> entries) : ConfigNode(place)
{
    public IReadOnlyList<ConfigEntry> Entries { get; } = entries;

    public override string Instead => "not a map";

    public ConfigEntry? Find(string key) =>
        Entries.FirstOrDefault(entry => string.Equals(entry.Key.Text, key, StringComparison.Ordinal));
}

public sealed record ConfigEntry(ConfigScalar Key, ConfigNode Value);
