using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Pawl.Engine;
using Pawl.Persistence;
using Pawl.Persistence.Sqlite;
using Pawl.Recovery;

namespace Pawl.Tests.Crash.Store;

/// <summary>What a store holds, as text to compare: every event, output, hash and row, and neither times of writing nor how it was cut into batches.</summary>
internal static class StoreDump
{
    private static readonly string[] Tables = ["ticks", "quotes", "candles", "market_structure", "indicators", "strategy_signals", "operations", "positions", "orders", "fills"];

    /// <param name="path">A file, or a URI that names a VFS.</param>
    public static string Of(string path)
    {
        StringBuilder text = new();
        using SqliteDatabase database = SqliteDatabase.Open(path, SqliteMode.Write);
        foreach (string integrity in Rows(database, "PRAGMA integrity_check").Where(row => row != "ok"))
        {
            text.Append(CultureInfo.InvariantCulture, $"damaged: {integrity}\n");
        }

        Append(text, "runs", Rows(database, "SELECT kind || ' ' || pipeline || ' ' || data || ' ' || (ended IS NOT NULL) FROM runs ORDER BY run_id"));
        AppendLogs(text, path);
        foreach (string table in Tables)
        {
            Append(text, table, TableRows(database, table));
        }

        return text.ToString();
    }

    /// <summary>The first line in which two dumps differ; null where they are equal.</summary>
    public static string? Difference(string expected, string found)
    {
        if (expected == found)
        {
            return null;
        }

        string[] left = expected.Split('\n');
        string[] right = found.Split('\n');
        int at = left.Zip(right).TakeWhile(p => p.First == p.Second).Count();
        string section = left.Take(at).LastOrDefault(l => l.StartsWith("# ", StringComparison.Ordinal)) ?? "";
        return $"{section}, line {at}: '{left.ElementAtOrDefault(at)}' became '{right.ElementAtOrDefault(at)}'";
    }

    /// <summary>The logs of the newest run.</summary>
    private static void AppendLogs(StringBuilder text, string path)
    {
        RunDescription what = StoreScenario.Description;
        using SqliteStore store = SqliteStore.Open(path, new StoreOptions());
        if (store.Newest(what.Kind, what.Pipeline, what.Data) is not { } newest)
        {
            return;
        }

        using IRun run = store.Resume(newest);
        foreach ((string name, StoredLog log) in run.Logs.OrderBy(l => l.Key, StringComparer.Ordinal))
        {
            Append(text, $"events of {name}", Events(log.Inputs));
            Append(text, $"outputs of {name}", Outputs(log.Outputs));
            text.Append(CultureInfo.InvariantCulture, $"tail of {name}: {log.Tail}\n");
        }

        foreach ((string name, StoredAccount stored) in run.Accounts)
        {
            Append(text, $"account {name}, {stored.Log.Tail}", AccountInStore.Lines(stored.Log).Select(l => l.TrimEnd('\n')));
            Append(text, $"state of {name}", stored.State.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key} {Convert.ToHexString(p.Value.Span)}"));
        }
    }

    private static List<string> TableRows(SqliteDatabase database, string table)
    {
        string columns = string.Join(" || ',' || ", Rows(database, $"SELECT name FROM pragma_table_info('{table}')").Where(c => c != "run_id").Select(c => $"quote({c})"));
        return Rows(database, $"SELECT {columns} FROM {table} ORDER BY run_id, log, seq, n");
    }

    private static IEnumerable<string> Events(IInputLog inputs)
    {
        EventDecoder decoder = new();
        long record = 0;
        while (inputs.After(record) is { } batch)
        {
            decoder.Open(batch.Events);
            int count = 0;
            while (decoder.TryRead(out InputEvent e, out EventMarks marks))
            {
                yield return $"{batch.FirstRecord + count++} {marks} {Convert.ToHexString(MemoryMarshal.AsBytes(new ReadOnlySpan<InputEvent>(in e)))}";
            }

            if (batch.FirstRecord != record + 1 || count != batch.Records)
            {
                yield return $"hole: after record {record} come {count} records, said to be {batch.Records} from {batch.FirstRecord}";
            }

            record = batch.FirstRecord + count - 1;
        }
    }

    private static IEnumerable<string> Outputs(IOutputLog outputs)
    {
        HashChain chain = new();
        long record = 0;
        while (outputs.After(record) is { } batch)
        {
            foreach (string line in Outputs(batch, chain))
            {
                yield return line;
            }

            if (batch.FirstRecord != record + 1 || chain.Hash != batch.Hash)
            {
                yield return $"hole: after record {record} comes record {batch.FirstRecord} with hash {batch.Hash}, computed is {chain.Hash}";
            }

            record = batch.FirstRecord + batch.Records - 1;
        }
    }

    private static List<string> Outputs(OutputBatch batch, HashChain chain)
    {
        OutputReader reader = new(batch.Content);
        List<string> lines = [];
        for (int i = 0; i < reader.Count; i++)
        {
            Hash256 hash = chain.Append(reader[i].Sequence, reader.LinesOf(i));
            lines.Add($"{reader[i].Sequence} {reader[i].Outputs} {hash} {Encoding.UTF8.GetString(reader.LinesOf(i)).TrimEnd('\n').ReplaceLineEndings(" ")}");
        }

        return lines;
    }

    private static void Append(StringBuilder text, string section, IEnumerable<string> lines)
    {
        text.Append(CultureInfo.InvariantCulture, $"# {section}\n");
        foreach (string line in lines)
        {
            text.Append(line).Append('\n');
        }
    }

    private static List<string> Rows(SqliteDatabase database, string sql)
    {
        List<string> rows = [];
        using SqliteStatement statement = database.Prepare(sql);
        while (statement.Step())
        {
            rows.Add(statement.Text(0));
        }

        return rows;
    }
}
