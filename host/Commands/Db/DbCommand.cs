using System.CommandLine;

namespace Pawl.Host.Commands;

/// <summary><c>pawl db</c>: what a store holds, and its schema.</summary>
internal static class DbCommand
{
    public static Command Create() => new Verb("db", "Look into a store, ask it by name, or bring it to the newest schema.")
    {
        DbMigrateCommand.Create(),
        DbStatusCommand.Create(),
        DbQueryCommand.Create(),
    };

    /// <summary>The store that a command is about.</summary>
    public static Option<string> Store() => new("--store")
    {
        Description = "The store's file, or a database on a PostgreSQL server: postgres://USER@HOST:PORT/DATABASE, the password in PGPASSWORD.",
        HelpName = "FILE|URL",
        Required = true,
    };
}
