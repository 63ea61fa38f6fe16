using System.Globalization;
using Pawl.Recovery;

namespace Pawl.Persistence.Sqlite;

/// <summary>What the logs of a run were given and what they said, to be read again. A run may go on meanwhile.</summary>
public sealed class StoredInputs : IDisposable
{
    private readonly SqliteLogs logs;

    private StoredInputs(SqliteLogs logs, IReadOnlyList<StoredInputLog> all)
    {
        this.logs = logs;
        All = all;
    }

    /// <summary>The logs, by name.</summary>
    public IReadOnlyList<StoredInputLog> All { get; }

    /// <param name="path">The store's file.</param>
    /// <param name="run">The run; null is the newest.</param>
    /// <exception cref="StoreException">It is no store, or has no such run.</exception>
    public static StoredInputs Open(string path, long? run)
    {
        using StoreReader store = StoreReader.Open(path);
        long id = run ?? store.Database.Number("SELECT coalesce(max(run_id), 0) FROM runs");
        Dictionary<string, string[]> symbols = SymbolsOf(store.Database, id);
        if (symbols.Count == 0)
        {
            throw new StoreException(string.Create(CultureInfo.InvariantCulture, $"{path}: has no logs of run {id}; 'pawl db query runs --store FILE' lists its runs"));
        }

        SqliteLogs opened = new(path);
        try
        {
            return new StoredInputs(opened, [.. opened.Read(id).OrderBy(l => l.Key, StringComparer.Ordinal)
                .Where(l => symbols.ContainsKey(l.Key)).Select(l => new StoredInputLog(l.Key, symbols[l.Key], l.Value.Log.Inputs, l.Value.Log.Outputs))]);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    public void Dispose() => logs.Dispose();

    private static Dictionary<string, string[]> SymbolsOf(SqliteDatabase database, long run)
    {
        Dictionary<string, string[]> symbols = new(StringComparer.Ordinal);
        using SqliteStatement select = database.Prepare("SELECT log, symbols FROM logs WHERE run_id = ?");
        select.Bind(1, run);
        while (select.Step())
        {
            symbols.Add(select.Text(0), select.Text(1).Split(','));
        }

        return symbols;
    }
}

/// <summary>One log.</summary>
/// <param name="Name">Of the log.</param>
/// <param name="Symbols">By the numbers that its events have.</param>
/// <param name="Events">The events, in batches.</param>
/// <param name="Outputs">What they caused, in batches.</param>
public sealed record StoredInputLog(string Name, IReadOnlyList<string> Symbols, IInputLog Events, IOutputLog Outputs);
