using Pawl.Engine;

namespace Pawl.Host.Configuration.Toml;

/// <summary>Puts headers and keys in their tables, and says where TOML forbids it: everything is defined once, in one place.</summary>
internal sealed class TomlTables(Mistakes mistakes)
{
    /// <summary>The whole file.</summary>
    public TomlTable Root { get; } = new(new Place(mistakes.File, 1, 1), level: 1, TomlOrigin.Defined);

    /// <summary>A table that takes what cannot be placed, so that one mistake does not make others.</summary>
    public static TomlTable Detached(Place place) => new(place, level: 1, TomlOrigin.Defined);

    /// <summary>The table that <c>[header]</c> begins.</summary>
    public TomlTable Define(IReadOnlyList<ConfigScalar> keys)
    {
        var last = keys[^1];
        if (Through(keys) is not { } parent)
            return Detached(last.Place);
        if (parent.Find(last.Text) is not { } member)
            return Fits(last, parent.Level + 1) ? parent.AddTable(last, TomlOrigin.Defined) : Detached(last.Place);
        if (member is { Tables: null, Table: { Origin: TomlOrigin.Implicit } table })
        {
            table.Origin = TomlOrigin.Defined;
            return table;
        }
        Refuse(last, member, member switch
        {
            { Tables: not null } => "as a list of tables; write its header in two brackets, [[…]]",
            { Table.Origin: TomlOrigin.Dotted } => "by dotted keys; add the keys there, with dots",
            { Table: not null } => "as a table; add the keys there, or rename one of them",
            _ => Whole(member),
        });
        return Detached(last.Place);
    }

    /// <summary>The table that <c>[[header]]</c> adds to its list.</summary>
    public TomlTable Append(IReadOnlyList<ConfigScalar> keys)
    {
        var last = keys[^1];
        if (Through(keys) is not { } parent || !Fits(last, parent.Level + 2))
            return Detached(last.Place);
        var member = parent.Find(last.Text) ?? parent.AddTables(last);
        if (member.Tables is not { } tables)
        {
            Refuse(last, member, member.Table is null ? Whole(member) : "as a table; rename one of them");
            return Detached(last.Place);
        }
        member.Table = new TomlTable(last.Place, parent.Level + 2, TomlOrigin.Defined);
        tables.Add(member.Table.Node);
        return member.Table;
    }

    /// <summary>Puts a value under a key, dotted or not.</summary>
    public void Set(TomlTable table, IReadOnlyList<ConfigScalar> keys, ConfigNode value)
    {
        for (var i = 0; i < keys.Count - 1; i++)
        {
            var key = keys[i];
            if (table.Find(key.Text) is not { } member)
            {
                if (!Fits(key, table.Level + 1))
                    return;
                table = table.AddTable(key, TomlOrigin.Dotted);
                continue;
            }
            if (member is not { Tables: null, Table: { Origin: not TomlOrigin.Defined } inner })
            {
                Refuse(key, member, member switch
                {
                    { Tables: not null } => "as a list of tables; write the key under its header",
                    { Table: not null } => "by a header; write the key under it, without this prefix",
                    _ => Whole(member),
                });
                return;
            }
            inner.Origin = TomlOrigin.Dotted;
            table = inner;
        }
        if (table.Find(keys[^1].Text) is { } earlier)
            mistakes.AddSecond(keys[^1], earlier.First);
        else
            table.Add(keys[^1], value);
    }

    /// <summary>Whether a list or table may lie so deep; reported where not.</summary>
    private bool Fits(ConfigScalar key, int level)
    {
        if (level <= ConfigLimits.Depth)
            return true;
        mistakes.Add(key.Place, TomlMistake.TooDeep);
        return false;
    }

    /// <summary>The table around what a header names; null after reporting a key on the way that is none.</summary>
    private TomlTable? Through(IReadOnlyList<ConfigScalar> keys)
    {
        var table = Root;
        foreach (var key in keys.Take(keys.Count - 1))
        {
            var member = table.Find(key.Text);
            if (member is { Table: null })
            {
                Refuse(key, member, Whole(member));
                return null;
            }
            if (member is null && !Fits(key, table.Level + 1))
                return null;
            table = member?.Table ?? table.AddTable(key, TomlOrigin.Implicit);
        }
        return table;
    }

    private static string Whole(TomlMember member) => member.Value switch
    {
        ConfigMapping => "as a whole in braces; add the keys inside them",
        ConfigSequence => "as a whole in brackets; add the entry inside them",
        _ => "as a single value; rename one of them",
    };

    private void Refuse(ConfigScalar key, TomlMember member, string how) =>
        mistakes.Add(key.Place, FormattableString.Invariant($"key {Shown.Of(key.Text)} is already defined in line {member.First.Line} {how}"));
}
