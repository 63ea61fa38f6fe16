using Pawl.Recovery;

namespace Pawl.Persistence.Sqlite;

/// <summary>A store opened to be looked at. It disturbs nobody who writes it.</summary>
public sealed class StoreReader : IDisposable
{
    private StoreReader(SqliteDatabase database)
    {
        Database = database;
    }

    public SqliteDatabase Database { get; }

    /// <summary>The newest schema that was applied to it.</summary>
    public long Schema => Database.Number("SELECT max(number) FROM migrations");

    /// <summary>The newest schema that this program knows.</summary>
    public static int NewestSchema => Migrations.Newest;

    /// <summary>Opens a store that is there.</summary>
    /// <exception cref="StoreException">There is none, or it cannot be read.</exception>
    public static StoreReader Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!path.StartsWith("file:", StringComparison.Ordinal) && !File.Exists(path))
        {
            throw new StoreException($"{path}: there is no such file; 'pawl replay … --store FILE' makes a store");
        }

        SqliteDatabase database = SqliteDatabase.Open(path, SqliteMode.Read);
        try
        {
            return Migrations.IsStore(database)
                ? new StoreReader(database)
                : throw new StoreException($"{path}: is no store of pawl; 'pawl replay … --store FILE' makes one");
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public void Dispose() => Database.Dispose();
}
