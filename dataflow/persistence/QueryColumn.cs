namespace Pawl.Persistence;

/// <summary>What a column of a query holds; its alias says so behind a colon.</summary>
public enum ColumnKind
{
    /// <summary>As it stands.</summary>
    Plain,

    /// <summary>Nanoseconds since 1970.</summary>
    Time,

    /// <summary>A whole number of 10⁻⁸.</summary>
    Decimal,
}

/// <summary>A column of a named query.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds.</param>
public readonly record struct QueryColumn(string Name, ColumnKind Kind)
{
    /// <summary>The column of an alias.</summary>
    public static QueryColumn Of(string alias)
    {
        ArgumentNullException.ThrowIfNull(alias);
        string[] parts = alias.Split(':');
        return new QueryColumn(parts[0], parts.Length == 1 ? ColumnKind.Plain : Enum.Parse<ColumnKind>(parts[1], ignoreCase: true));
    }

    /// <summary>Refuses an argument that a query does not take.</summary>
    /// <exception cref="ArgumentException">It has no such parameter.</exception>
    public static void RequireKnown(string query, IReadOnlyList<string> parameters, IReadOnlyDictionary<string, object> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (arguments.Keys.FirstOrDefault(name => !parameters.Contains(name, StringComparer.Ordinal)) is { } unknown)
        {
            string known = string.Join(", ", parameters.Select(p => "--" + p));
            throw new ArgumentException($"query '{query}' has no --{unknown}; it has {known}", nameof(arguments));
        }
    }
}
