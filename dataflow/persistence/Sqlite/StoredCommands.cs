using Pawl.Recovery;

namespace Pawl.Persistence.Sqlite;

/// <summary>What somebody asked of the accounts of a store.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Given">When, ISO 8601.</param>
/// <param name="Command"><c>halt</c> or <c>resume</c>.</param>
/// <param name="Scope"><c>global</c>, <c>account</c>, <c>strategy</c> or <c>symbol</c>.</param>
/// <param name="Target">Which one; empty for all.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record StoredCommand(long Id, string Given, string Command, string Scope, string Target, string Reason);

/// <summary>
/// The commands of a store. Anybody adds to them, also while a run owns the store; the run reads what is new. One thread at a time.
/// </summary>
public sealed class StoredCommands : IDisposable
{
    private readonly SqliteDatabase database;
    private readonly SqliteStatement select;

    private StoredCommands(SqliteDatabase database)
    {
        this.database = database;
        select = database.Prepare("SELECT id, given, command, scope, target, reason FROM commands WHERE id > ? ORDER BY id");
    }

    /// <summary>Opens the commands of a store that is there.</summary>
    /// <exception cref="StoreException">There is none, or it cannot be read or, where it is asked for, written.</exception>
    public static StoredCommands Open(string path, bool writes = false)
    {
        using (StoreReader.Open(path))
        {
            // Refuses what is no store, or one of another schema.
        }

        SqliteDatabase opened = SqliteDatabase.Open(path, writes ? SqliteMode.Write : SqliteMode.Read);
        try
        {
            if (writes)
            {
                opened.Execute("PRAGMA synchronous = FULL");
            }

            return new StoredCommands(opened);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>The commands after one, in order.</summary>
    public IReadOnlyList<StoredCommand> After(long id)
    {
        List<StoredCommand> found = [];
        try
        {
            select.Bind(1, id);
            while (select.Step())
            {
                found.Add(new StoredCommand(select.Long(0), select.Text(1), select.Text(2), select.Text(3), select.Text(4), select.Text(5)));
            }
        }
        finally
        {
            select.Reset();
        }

        return found;
    }

    /// <summary>Adds a command; it is durable when this returns.</summary>
    public void Add(string command, string scope, string target, string reason)
    {
        using SqliteStatement insert = database.Prepare(
            "INSERT INTO commands (given, command, scope, target, reason) VALUES (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), ?, ?, ?, ?)");
        insert.Bind(1, command).Bind(2, scope).Bind(3, target).Bind(4, reason).Run();
    }

    public void Dispose()
    {
        select.Dispose();
        database.Dispose();
    }
}
