using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using NpgsqlTypes;
using Pawl.Types;

namespace Pawl.Persistence.Postgres;

/// <summary>A named query for PostgreSQL; it gives what that of SQLite gives. Parameters that are not given are NULL.</summary>
/// <param name="Name">The name of its file.</param>
/// <param name="Sql">As it stands in the file.</param>
public sealed partial record PostgresQuery(string Name, string Sql)
{
    private static readonly string[] Numbers = ["run", "from", "to", "limit"];

    public static IReadOnlyList<PostgresQuery> All { get; } = [.. SqlFiles.In(typeof(PostgresQuery).Assembly, "query").Select(f => new PostgresQuery(f.Name, f.Sql))];

    /// <summary>Runs it; each row is given as texts, null where there is no value.</summary>
    /// <param name="database">The database.</param>
    /// <param name="arguments">A number or a text for each parameter that is to be given.</param>
    /// <param name="begin">Takes the names of the columns.</param>
    /// <param name="row">Takes each row; the list is used again.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="ArgumentException">It has no such parameter.</exception>
    public async Task RunAsync(
        PostgresDatabase database, IReadOnlyDictionary<string, object> arguments, Action<IReadOnlyList<string>> begin, Action<IReadOnlyList<string?>> row, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(begin);
        ArgumentNullException.ThrowIfNull(row);
        await using NpgsqlCommand command = Prepare(database, arguments);
        await database.Guard(async () =>
        {
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancel);
            QueryColumn[] columns = [.. Enumerable.Range(0, reader.FieldCount).Select(i => QueryColumn.Of(reader.GetName(i)))];
            begin([.. columns.Select(c => c.Name)]);
            string?[] values = new string?[columns.Length];
            while (await reader.ReadAsync(cancel))
            {
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = reader.IsDBNull(i) ? null
                        : columns[i].Kind == ColumnKind.Time ? new Timestamp(reader.GetInt64(i)).ToString()
                        : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture);
                }

                row(values);
            }

            return true;
        });
    }

    [GeneratedRegex("(?<![:\\w]):(?<name>[a-z]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();

    private NpgsqlCommand Prepare(PostgresDatabase database, IReadOnlyDictionary<string, object> arguments)
    {
        List<string> names = [];
        string sql = Parameter().Replace(Sql, match =>
        {
            string name = match.Groups["name"].Value;
            if (!names.Contains(name, StringComparer.Ordinal))
            {
                names.Add(name);
            }

            return "$" + (names.IndexOf(name) + 1).ToString(CultureInfo.InvariantCulture);
        });
        QueryColumn.RequireKnown(Name, names, arguments);
        return database.Command(sql, [.. names.Select(name => new NpgsqlParameter
        {
            NpgsqlDbType = Numbers.Contains(name, StringComparer.Ordinal) ? NpgsqlDbType.Bigint : NpgsqlDbType.Text,
            Value = arguments.GetValueOrDefault(name) ?? DBNull.Value,
        })]);
    }
}
