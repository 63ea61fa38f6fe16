using System.Globalization;
using Pawl.Recovery;

namespace Pawl.Persistence.Sqlite;

/// <summary>
/// Looks whether a store is whole: the file itself, the checksums and hash chains of all logs, the saved states, and whether the
/// rows of the tables are those that the logs say. Changes nothing; a run may go on meanwhile.
/// </summary>
public sealed class StoreCheck : IDisposable
{
    private readonly SqliteDatabase database;
    private readonly SqliteLogs logs;
    private readonly List<string> findings = [];

    private StoreCheck(string path)
    {
        database = SqliteDatabase.Open(path, SqliteMode.Read);
        try
        {
            logs = new SqliteLogs(path);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>What is wrong, in lines; empty where all is well.</summary>
    /// <exception cref="StoreException">It is no store, or cannot be read at all.</exception>
    public static IReadOnlyList<string> Run(string path)
    {
        using StoreCheck check = new(path);
        check.Run();
        return check.findings;
    }

    public void Dispose()
    {
        logs.Dispose();
        database.Dispose();
    }

    private void Run()
    {
        try
        {
            findings.AddRange(Texts("PRAGMA integrity_check").Where(line => line != "ok").Select(line => "the file is damaged: " + line));
            foreach (long run in Texts("SELECT run_id FROM runs ORDER BY run_id").Select(id => long.Parse(id, CultureInfo.InvariantCulture)).ToArray())
            {
                foreach ((string name, (_, StoredLog log)) in logs.Read(run).OrderBy(l => l.Key, StringComparer.Ordinal))
                {
                    Run(run, name, log, hasInputs: true);
                }

                foreach ((string name, (_, StoredAccount account)) in logs.ReadAccounts(run).OrderBy(a => a.Key, StringComparer.Ordinal))
                {
                    Run(run, name, account.Log, hasInputs: false);
                    Run(run, account);
                }
            }
        }
        catch (StoreException unreadable)
        {
            findings.Add(unreadable.Message);
        }
    }

    private void Run(long run, string name, StoredLog log, bool hasInputs)
    {
        string place = string.Create(CultureInfo.InvariantCulture, $"run {run}, log {name}");
        try
        {
            using TableRows rows = new(database, run, name);
            LogCheck check = new(log) { HasInputs = hasInputs, Input = rows.Expect, Output = rows.Expect };
            findings.AddRange(check.Run().Select(finding => $"{place}: {finding}"));
            findings.AddRange(rows.Differences().Select(difference => $"{place}: {difference}"));
        }
        catch (Exception damage) when (damage is StoreException or FormatException)
        {
            findings.Add($"{place}: {damage.Message}");
        }
    }

    private void Run(long run, StoredAccount account)
    {
        foreach (string part in account.State.Keys)
        {
            try
            {
                account.Part(part);
            }
            catch (StoreException damage)
            {
                findings.Add(string.Create(CultureInfo.InvariantCulture, $"run {run}, {damage.Message}"));
            }
        }
    }

    private IEnumerable<string> Texts(string sql)
    {
        using SqliteStatement statement = database.Prepare(sql);
        while (statement.Step())
        {
            yield return statement.Text(0);
        }
    }
}
