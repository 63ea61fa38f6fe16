using System.CommandLine;
using Pawl.Persistence.Postgres;
using Pawl.Persistence.Sqlite;

namespace Pawl.Host.Commands;

/// <summary><c>pawl db migrate</c>: brings a store to the schema of this program.</summary>
internal static class DbMigrateCommand
{
    public static Command Create()
    {
        Option<string> store = DbCommand.Store();
        Verb command = new("migrate", "Bring a store to the newest schema, forward only, and make one where there is none. Whoever writes a store does so by itself.")
        {
            Examples = ["pawl db migrate --store demo.db"],
        };
        command.Add(store);
        command.SetAction(parsed => Run(parsed.GetValue(store)!));
        return command;
    }

    private static int Run(string path)
    {
        bool isServer = ServerStore.IsMeantBy(path);
        (IReadOnlyList<string> applied, string name) = isServer ? ServerStore.Use(path, MigrateAsync) : (SqliteStore.Migrate(path), path);
        foreach (string migration in applied)
        {
            Console.Out.WriteLine("applied " + migration);
        }

        Console.Out.WriteLine(FormattableString.Invariant($"{name}: schema {(isServer ? PostgresMigrations.Newest : StoreReader.NewestSchema)}{(applied.Count == 0 ? ", as it was" : "")}"));
        return 0;
    }

    private static async Task<(IReadOnlyList<string> Applied, string Name)> MigrateAsync(PostgresDatabase database) =>
        (await PostgresMigrations.ApplyAsync(database, new PostgresOptions { Warn = Console.Error.WriteLine }), database.Address.ToString());
}
