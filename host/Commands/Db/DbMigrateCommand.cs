using System.CommandLine;
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
        IReadOnlyList<string> applied = SqliteStore.Migrate(path);
        foreach (string name in applied)
        {
            Console.Out.WriteLine("applied " + name);
        }

        Console.Out.WriteLine(FormattableString.Invariant($"{path}: schema {StoreReader.NewestSchema}{(applied.Count == 0 ? ", as it was" : "")}"));
        return 0;
    }
}
