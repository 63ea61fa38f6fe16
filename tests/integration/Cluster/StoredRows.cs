using System.Diagnostics;
using Pawl.Persistence;
using Pawl.Tests.Integration.Postgres;
using Xunit;

namespace Pawl.Tests.Integration.Cluster;

/// <summary>What the sink of a system has written, beside what a replay of the same data stores in a file.</summary>
internal static class StoredRows
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Waits until as many rows are there, and compares all of them, value by value.</summary>
    /// <returns>The replay's store.</returns>
    public static string Compare(ClusterSystem cluster, TestDatabase database, string[] data)
    {
        string store = cluster.Folder["replayed.db"];
        (int code, _, string error) = cluster.Run(["replay", "-p", cluster.Pipeline, .. data.SelectMany(d => (string[])["-d", d]), "--store", store]);
        Assert.True(code == 0, error);
        Dictionary<SinkTable, List<string>> awaited = SinkTable.All.ToDictionary(table => table, table => TableDump.OfSqlite(store, table));
        Assert.True(awaited[SinkTable.Ticks].Count > 1000 && awaited[SinkTable.Candles].Count > 100);
        string counts = $"SELECT {string.Join(" + ", SinkTable.All.Select(t => $"(SELECT count(*) FROM {t.Name})"))}";
        WaitFor(cluster, database, counts, awaited.Values.Sum(rows => rows.Count));
        Assert.All(awaited, table => Assert.Equal(table.Value, TableDump.OfPostgres(database, table.Key)));
        return store;
    }

    /// <summary>Waits until a query gives so many.</summary>
    public static void WaitFor(ClusterSystem cluster, TestDatabase database, string counts, long awaited)
    {
        Stopwatch since = Stopwatch.StartNew();
        while (database.Number(counts) < awaited)
        {
            Assert.True(since.Elapsed < Patience, $"not written in time: {cluster["db-sink"].Said}");
        }
    }
}
