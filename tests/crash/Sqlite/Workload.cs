using System.Globalization;
using Pawl.Tests.Crash.Disk;

namespace Pawl.Tests.Crash.Sqlite;

/// <summary>Transactions that insert, change and delete, and what the table holds after each.</summary>
internal sealed class Workload(string journal, string synchronous)
{
    private const string Name = "some.db";
    private const string Schema = "CREATE TABLE t(n INTEGER PRIMARY KEY, of INTEGER, filler BLOB)";

    private readonly string[] states = Expect(10);

    public int Transactions => states.Length - 1;

    /// <summary>Carries transactions out until the program stops or all are there.</summary>
    /// <param name="again">Whether one that failed is tried once more.</param>
    /// <returns>How many were acknowledged, −1 when the table was not.</returns>
    public int Run(DiskProgram program, bool again = false)
    {
        int done = -1;
        RawConnection? connection = null;
        int attempts = again ? 3 : 1;
        while (done < Transactions && attempts-- > 0)
        {
            try
            {
                connection?.Dispose();
                connection = Open(program);
                for (done = State(connection); done < Transactions;)
                {
                    foreach (string sql in done < 0 ? [Schema] : Transaction(done + 1))
                    {
                        connection.Execute(sql);
                    }

                    done++;
                }
            }
            catch (RawSqliteException) when (program.HasStopped || again)
            {
            }
        }

        connection?.Dispose();
        return done;
    }

    /// <summary>Opens what a crash left: how many transactions are there, whole and in order; throws where it is anything else.</summary>
    public int Found(SimulatedDisk disk)
    {
        using DiskProgram program = new(disk);
        using RawConnection connection = Open(program);
        string check = connection.Query("PRAGMA integrity_check")[0];
        return check == "ok" ? State(connection) : throw new InvalidOperationException(check);
    }

    private static IEnumerable<string> Transaction(int number)
    {
        yield return "BEGIN IMMEDIATE";
        for (int i = 0; i < 5; i++)
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"INSERT INTO t VALUES({(number * 10) + i}, {number}, zeroblob({((number * 731) + (i * 977)) % 2500}))");
        }

        yield return string.Create(CultureInfo.InvariantCulture, $"UPDATE t SET of = {number} WHERE n % 3 = {number % 3}");
        yield return string.Create(CultureInfo.InvariantCulture, $"DELETE FROM t WHERE n < {(number - 4) * 10}");
        yield return "COMMIT";
    }

    private static string[] Expect(int transactions)
    {
        using DiskProgram program = new(new SimulatedDisk());
        using RawConnection connection = new("expected.db", program);
        connection.Execute(Schema);
        List<string> after = [Dump(connection)];
        for (int i = 1; i <= transactions; i++)
        {
            foreach (string sql in Transaction(i))
            {
                connection.Execute(sql);
            }

            after.Add(Dump(connection));
        }

        return [.. after];
    }

    private static string Dump(RawConnection connection) => string.Join('\n', connection.Query("SELECT n, of, length(filler) FROM t ORDER BY n"));

    private RawConnection Open(DiskProgram program)
    {
        RawConnection connection = new(Name, program);
        try
        {
            connection.Execute("PRAGMA journal_mode=" + journal);
            connection.Execute("PRAGMA synchronous=" + synchronous);
            connection.Execute("PRAGMA wal_autocheckpoint=8"); // pages: a few transactions
            return connection;
        }
        catch (RawSqliteException)
        {
            connection.Dispose();
            throw;
        }
    }

    private int State(RawConnection connection)
    {
        if (connection.Number("SELECT count(*) FROM sqlite_schema") == 0)
        {
            return -1;
        }

        int state = Array.IndexOf(states, Dump(connection));
        return state >= 0 ? state : throw new InvalidOperationException("the table holds what no number of transactions makes");
    }
}
