using System.CommandLine;
using Pawl.Host.Configuration;
using Pawl.Persistence.Postgres;
using Pawl.Persistence.Sqlite;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary>How rows are printed.</summary>
internal enum RowFormat
{
    Table,
    Csv,
    Json,
}

/// <summary><c>pawl db query</c>: the queries that come with the program.</summary>
internal static class DbQueryCommand
{
    public static Command Create()
    {
        Argument<string> name = new("NAME") { Description = "Which query: " + string.Join("; ", NamedQuery.All.Select(q => $"{q.Name}: {q.Summary.TrimEnd('.')}")) + ".", HelpName = string.Join('|', NamedQuery.All.Select(q => q.Name)) };
        Option<string> store = DbCommand.Store();
        ParsedOption<int> run = Options.WholeNumber("--run", "The run; the newest by default.", 1, int.MaxValue);
        Option<string?> symbol = new("--symbol") { Description = "Only of this symbol.", HelpName = "SYM" };
        Option<string?> frame = new("--timeframe") { Description = "Only of this time frame.", HelpName = "TF" };
        Option<string?> node = new("--node") { Description = "Only of this node.", HelpName = "NODE" };
        ParsedOption<Timestamp> from = Options.Time("--from", "Only what is not earlier than this.");
        ParsedOption<Timestamp> to = Options.Time("--to", "Only what is earlier than this.");
        ParsedOption<int> limit = Options.WholeNumber("--limit", "At most so many rows.", 1, int.MaxValue);
        ParsedOption<RowFormat> format = Options.Choice<RowFormat>("--format", "How rows are printed: a table by default, CSV, or JSON, one object a line.");
        Verb command = new("query", "Ask a store one of the questions that come with the program; they are files of SQL in dataflow/persistence/Sqlite/Queries and dataflow/persistence/Postgres/Queries.")
        {
            Examples =
            [
                "pawl replay -p config/pipelines/us_equity_ticks.yaml -d samples/data/DEMO_trades.csv.gz --store demo.db",
                "pawl db query candles --store demo.db --timeframe 5m --limit 3",
                "pawl db query latest --store demo.db --format json",
                "pawl db query profile --store demo.db --from 2024-03-04T15:00:00Z --to 2024-03-04T16:00:00Z --format csv",
            ],
        };
        command.Add(name);
        foreach (Option option in (Option[])[store, run, symbol, frame, node, from, to, limit, format])
        {
            command.Add(option);
        }

        command.SetAction(parsed =>
        {
            Dictionary<string, object> arguments = [];
            void Add(Option option, object? value)
            {
                if (value is not null)
                {
                    arguments.Add(option.Name[2..], value);
                }
            }

            Add(run, (long?)parsed.GetValue(run));
            Add(symbol, parsed.GetValue(symbol));
            Add(frame, parsed.GetValue(frame));
            Add(node, parsed.GetValue(node));
            Add(from, parsed.GetValue(from)?.Nanoseconds);
            Add(to, parsed.GetValue(to)?.Nanoseconds);
            Add(limit, (long?)parsed.GetValue(limit));
            return Run(parsed.GetValue(name)!, parsed.GetValue(store)!, arguments, parsed.GetValue(format) ?? RowFormat.Table);
        });
        return command;
    }

    private static int Run(string name, string path, Dictionary<string, object> arguments, RowFormat format)
    {
        NamedQuery query = NamedQuery.All.FirstOrDefault(q => q.Name == name) ?? throw new UsageException(
            $"unknown query {Shown.Of(name)}; " + (Engine.Nearest.Of(name, NamedQuery.All.Select(q => q.Name)) is { } nearest ? $"did you mean '{nearest}'?" : $"there are {string.Join(", ", NamedQuery.All.Select(q => q.Name))}"));
        try
        {
            if (ServerStore.IsMeantBy(path))
            {
                return ServerStore.Use(path, database => RunAsync(name, database, arguments, format));
            }

            using StoreReader store = StoreReader.Open(path);
            using RowWriter rows = RowWriter.On(Console.Out, format);
            query.Run(store, arguments, rows.Begin, rows.Row);
        }
        catch (ArgumentException e) when (e.ParamName == nameof(arguments))
        {
            throw new UsageException(e.Message.Split(" (Parameter")[0]);
        }

        return 0;
    }

    private static async Task<int> RunAsync(string name, PostgresDatabase database, Dictionary<string, object> arguments, RowFormat format)
    {
        await PostgresMigrations.RequireAsync(database);
        using RowWriter rows = RowWriter.On(Console.Out, format);
        await PostgresQuery.All.First(q => q.Name == name).RunAsync(database, arguments, rows.Begin, rows.Row);
        return 0;
    }
}
