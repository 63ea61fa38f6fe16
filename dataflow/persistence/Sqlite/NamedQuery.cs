using System.Globalization;
using Pawl.Types;

namespace Pawl.Persistence.Sqlite;

/// <summary>A query that comes with the program as a file of SQL. Its first line says what it gives; parameters that are not given are NULL.</summary>
/// <param name="Name">The name of its file.</param>
/// <param name="Summary">What it gives.</param>
/// <param name="Sql">As it stands in the file.</param>
public sealed record NamedQuery(string Name, string Summary, string Sql)
{
    public static IReadOnlyList<NamedQuery> All { get; } =
        [.. SqlFiles.In(typeof(NamedQuery).Assembly, "query").Select(f => new NamedQuery(f.Name, f.Sql.Split('\n')[0].TrimStart('-', ' '), f.Sql))];

    /// <summary>Runs it; each row is given as texts, null where there is no value.</summary>
    /// <param name="store">The store.</param>
    /// <param name="arguments">A number or a text for each parameter that is to be given.</param>
    /// <param name="begin">Takes the names of the columns.</param>
    /// <param name="row">Takes each row; the list is used again.</param>
    /// <exception cref="ArgumentException">It has no such parameter.</exception>
    public void Run(StoreReader store, IReadOnlyDictionary<string, object> arguments, Action<IReadOnlyList<string>> begin, Action<IReadOnlyList<string?>> row)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(begin);
        ArgumentNullException.ThrowIfNull(row);
        using SqliteStatement statement = store.Database.Prepare(Sql);
        Bind(statement, arguments);
        QueryColumn[] columns = [.. Enumerable.Range(0, statement.Columns).Select(i => QueryColumn.Of(statement.Name(i)))];
        begin([.. columns.Select(c => c.Name)]);
        string?[] values = new string?[columns.Length];
        while (statement.Step())
        {
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = statement.IsNull(i) ? null : columns[i].Kind switch
                {
                    ColumnKind.Time => new Timestamp(statement.Long(i)).ToString(),
                    ColumnKind.Decimal when statement.IsReal(i) => (statement.Real(i) / Price.Scale).ToString("R", CultureInfo.InvariantCulture),
                    ColumnKind.Decimal => new Price(statement.Long(i)).ToString(),
                    _ => statement.Text(i),
                };
            }

            row(values);
        }
    }

    private void Bind(SqliteStatement statement, IReadOnlyDictionary<string, object> arguments)
    {
        IReadOnlyList<string> parameters = statement.Parameters;
        QueryColumn.RequireKnown(Name, parameters, arguments);
        for (int i = 0; i < parameters.Count; i++)
        {
            _ = arguments.GetValueOrDefault(parameters[i]) switch
            {
                long number => statement.Bind(i + 1, number),
                string text => statement.Bind(i + 1, text),
                _ => statement.BindNull(i + 1),
            };
        }
    }
}
