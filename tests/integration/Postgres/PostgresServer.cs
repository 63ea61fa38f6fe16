using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Pawl.Persistence.Postgres;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Integration.Postgres;

/// <summary>A PostgreSQL server of its own, on a socket in a folder that goes with it. It does not run as root, since it would refuse to.</summary>
public sealed class PostgresServer : IDisposable
{
    public const string Owner = "owner";
    public const string Password = "right%word";

    private readonly TemporaryFolder folder = new();
    private readonly string bin;

    public PostgresServer()
    {
        bin = Folders().FirstOrDefault(f => File.Exists(Path.Combine(f, "initdb")) && File.Exists(Path.Combine(f, "postgres"))) ?? "";
        if (bin.Length == 0)
        {
            return;
        }

        // Its folder must be passable for the user that the server runs as.
        Assert.Equal(0, Call("chmod", "755", folder.Path));
        Directory.CreateDirectory(folder["data"]);
        if (Environment.IsPrivilegedProcess)
        {
            Assert.Equal(0, Call("chown", "postgres", folder["data"]));
        }

        Assert.Equal(0, AsUser("initdb", "-D", folder["data"], "-U", Owner, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"));
        File.AppendAllText(folder["data/postgresql.conf"], string.Create(CultureInfo.InvariantCulture, $"""

            listen_addresses = ''
            unix_socket_directories = '{folder["data"]}'
            fsync = off
            shared_buffers = 16MB
            max_connections = 40
            password_encryption = 'scram-sha-256'
            """));
        File.WriteAllText(folder["data/pg_hba.conf"], $"local all {Owner} trust\nlocal all all scram-sha-256\n");
        Start();
    }

    /// <summary>The socket that it listens on.</summary>
    public string Socket => Path.Combine(folder["data"], ".s.PGSQL.5432");

    /// <summary>Skips the test where there is no such server to be had.</summary>
    public void Require() => Assert.SkipWhen(bin.Length == 0, "PostgreSQL is not installed: apt-get install postgresql-15");

    public string UriOf(string database, string user = Owner) => $"postgres://{user}@/{database}?host={folder["data"]}";

    public PostgresAddress AddressOf(string database, string user = Owner) => PostgresAddress.Parse(UriOf(database, user));

    public void Start()
    {
        // What a killed server left in shared memory is in use until its last child has noticed.
        Stopwatch since = Stopwatch.StartNew();
        while (AsUser("pg_ctl", "-D", folder["data"], "-l", Path.Combine(folder["data"], "log"), "-w", "start") != 0)
        {
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(60), "PostgreSQL does not start");
        }
    }

    /// <summary>Stops it without letting it end anything.</summary>
    public void Kill()
    {
        string process = File.ReadLines(folder["data/postmaster.pid"]).First();
        Assert.Equal(0, Call("kill", "-9", process));
    }

    public void Execute(string database, string sql)
    {
        using NpgsqlConnection connection = new($"Host={folder["data"]};Username={Owner};Database={database};Pooling=false");
        connection.Open();
        using NpgsqlCommand command = new(sql, connection);
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        if (bin.Length > 0)
        {
            AsUser("pg_ctl", "-D", folder["data"], "-m", "immediate", "-w", "stop");
        }

        folder.Dispose();
    }

    private static IEnumerable<string> Folders() =>
        (Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Reverse().Select(d => Path.Combine(d, "bin")) : [])
            .Concat(Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator));

    private int AsUser(string program, params string[] arguments) => Environment.IsPrivilegedProcess
        ? Call("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", Path.Combine(bin, program), .. arguments])
        : Call(Path.Combine(bin, program), arguments);

    private static int Call(string program, params string[] arguments)
    {
        // Its output goes nowhere: a server that it starts would keep a pipe open.
        using Process process = Process.Start(new ProcessStartInfo("sh", ["-c", "exec \"$@\" > /dev/null 2>&1 < /dev/null", "sh", program, .. arguments]) { UseShellExecute = false, WorkingDirectory = "/" })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
