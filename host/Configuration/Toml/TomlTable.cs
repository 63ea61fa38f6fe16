using Pawl.Engine;

namespace Pawl.Host.Configuration.Toml;

/// <summary>How a table came to be, which decides what may still be added to it.</summary>
internal enum TomlOrigin
{
    /// <summary>Named on the way to another table; a header may still define it.</summary>
    Implicit,

    /// <summary>By a header of its own, or in braces: once.</summary>
    Defined,

    /// <summary>By dotted keys; no header may define it any more.</summary>
    Dotted,
}

/// <summary>A table while it is being filled; the tree shares its list of entries.</summary>
/// <param name="place">Where it is named first.</param>
/// <param name="level">Lists and tables around it, and itself.</param>
internal sealed class TomlTable(Place place, int level, TomlOrigin origin)
{
    private readonly List<ConfigEntry> _entries = [];
    private readonly Dictionary<string, TomlMember> _members = new(StringComparer.Ordinal);
    private ConfigMapping? _node;

    public int Level { get; } = level;

    public TomlOrigin Origin { get; set; } = origin;

    public ConfigMapping Node => _node ??= new ConfigMapping(place, _entries);

    public TomlMember? Find(string key) => _members.GetValueOrDefault(key);

    public TomlMember Add(ConfigScalar key, ConfigNode value, TomlTable? table = null)
    {
        var member = new TomlMember(key.Place, value) { Table = table };
        _members.Add(key.Text, member);
        _entries.Add(new ConfigEntry(key, value));
        return member;
    }

    /// <summary>A new table under <paramref name="key"/>.</summary>
    public TomlTable AddTable(ConfigScalar key, TomlOrigin origin)
    {
        var table = new TomlTable(key.Place, Level + 1, origin);
        Add(key, table.Node, table);
        return table;
    }

    /// <summary>A new list of tables under <paramref name="key"/>, still empty.</summary>
    public TomlMember AddTables(ConfigScalar key)
    {
        var tables = new List<ConfigNode>();
        var member = Add(key, new ConfigSequence(key.Place, tables));
        member.Tables = tables;
        return member;
    }
}

/// <summary>What stands under a key: a table that can be added to, a list of tables, or else a value that is complete.</summary>
internal sealed class TomlMember(Place first, ConfigNode value)
{
    /// <summary>Where the key stands first.</summary>
    public Place First { get; } = first;

    public ConfigNode Value { get; } = value;

    /// <summary>The table that headers through this key mean: of a list of tables, the last.</summary>
    public TomlTable? Table { get; set; }

    /// <summary>Where further tables of a <c>[[list]]</c> go.</summary>
    public List<ConfigNode>? Tables { get; set; }
}
