using Pawl.Redis;
using Pawl.Tests.Integration.Cluster;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Integration.Redis;

/// <summary>A server with the shipped configuration and its users: each may do what it must, and nothing that it must not.</summary>
[Trait("Speed", "slow")]
public sealed class AccessTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_user_may_do_what_it_must_and_nothing_else()
    {
        string data = Repository.PathOf("samples", "data", "DEMO_trades.csv.gz");
        using RedisSystem system = new(folder, Shipped()) { Settings = ["--profile", "redis", "--set", "redis.keep_minutes=100000"], Account = "pawl:secret-1@" };
        system.Server.Login = ["--user", "pawl", "--pass", "secret-1", "--no-auth-warning"];
        system.Start("indengine");
        system.Start("mdengine", "-d", data).WaitForEnd();
        Assert.True(system["mdengine"].Code == 0, system["mdengine"].Said);
        system.CompareWithReplay(Repository.PathOf("config", "pipelines", "indengine.yaml"), data, "XXXX:DEMO");
        system["indengine"].Signal("TERM");
        system["indengine"].WaitForEnd();
        Assert.True(system["indengine"].Code == 0, system["indengine"].Said);
        Assert.Equal("string", system.Server.Cli("TYPE", "ind:snapshot:engine"));

        // Whoever looks needs no more than to read.
        system.Account = "reader:secret-2@";
        ClusterSystem.Role page = system.Start("dashboard", "--serve", "127.0.0.1:0");
        page.WaitFor("pawl_messages_total", n => n > 500);
        page.Ask("/health/ready", (status, _) => status == System.Net.HttpStatusCode.OK);
        (int code, string output, string error) = system.Run("monitor", "redis", "streams");
        Assert.True(code == 0 && output.Contains("candle:60s:XXXX:DEMO", StringComparison.Ordinal), error);
        ClusterSystem.Role engine = system.Start("indengine#reader");
        engine.WaitForEnd();
        Assert.Equal(1, engine.Code);
        Assert.Contains("NOPERM", engine.Said, StringComparison.Ordinal);

        RedisOptions server = system.Server.Options;
        await CheckAsync(server with { User = "pawl", Password = "secret-1" },
            ["XADD candle:60s:A:B 1-0 data x", "XLEN candle:60s:A:B", "DEL candle:60s:A:B", "PUBLISH pub:tick:A:B x", "SET pawl:mark:test 1", "DEL pawl:mark:test"],
            ["SET other 1", "GET other", "PUBLISH other x", "CONFIG GET maxmemory", "FLUSHALL", "FLUSHDB", "KEYS *", "SHUTDOWN", "ACL LIST", "MONITOR", "REPLICAOF localhost 1", "SAVE"]);
        await CheckAsync(server with { User = "reader", Password = "secret-2" },
            ["XRANGE candle:60s:XXXX:DEMO - + COUNT 1", "XREVRANGE ind:SMA_9:60s:XXXX:DEMO + - COUNT 1", "GET candle:60s:latest:XXXX:DEMO", "XINFO STREAM candle:60s:XXXX:DEMO", "SCAN 0 TYPE stream", "TTL candle:60s:latest:XXXX:DEMO"],
            ["SET candle:60s:latest:XXXX:DEMO 1", "XADD candle:60s:XXXX:DEMO * data x", "DEL candle:60s:XXXX:DEMO", "PUBLISH pub:tick:A:B x", "GET pawl:owner:mdengine", "GET other", "XGROUP CREATE candle:60s:XXXX:DEMO g 0", "EVAL return 0", "CONFIG GET maxmemory", "FLUSHALL", "ACL LIST"]);
        await using (RedisSubscription heard = await RedisSubscription.ToPatternsAsync(server with { User = "reader", Password = "secret-2" }, ["pub:*"], 10, Cancel))
        {
        }

        await Assert.ThrowsAnyAsync<RedisException>(async () => await RedisSubscription.ToPatternsAsync(server with { User = "reader", Password = "secret-2" }, ["*"], 10, Cancel));
        await Assert.ThrowsAnyAsync<RedisException>(async () => await (await RedisConnection.ConnectAsync(server, Cancel)).AskAsync(new RedisCommand("PING"), Cancel));
        await Assert.ThrowsAsync<RedisRefusedException>(async () => await RedisConnection.ConnectAsync(server with { User = "pawl", Password = "secret-2" }, Cancel));
    }

    /// <summary>The shipped file with its users, each with a password.</summary>
    private string Shipped()
    {
        string[] passwords = ["secret-1", "secret-2"];
        int next = 0;
        string[] lines = [.. File.ReadLines(Repository.PathOf("infra", "redis", "redis.conf")).Select(l =>
            l.StartsWith("# user ", StringComparison.Ordinal) ? l.Contains("CHANGE-ME", StringComparison.Ordinal) ? l[2..].Replace("CHANGE-ME", passwords[next++], StringComparison.Ordinal) : l[2..] : l)];
        Assert.Equal(2, next);
        return folder.Write("shipped.conf", string.Join('\n', lines) + "\n");
    }

    private static async Task CheckAsync(RedisOptions user, string[] allowed, string[] refused)
    {
        await using RedisConnection connection = await RedisConnection.ConnectAsync(user, Cancel);
        foreach (string line in allowed)
        {
            await connection.AskAsync(new RedisCommand(line.Split(' ')), Cancel);
        }

        foreach (string line in refused)
        {
            RedisErrorException answer = await Assert.ThrowsAsync<RedisErrorException>(async () => await connection.AskAsync(new RedisCommand(line.Split(' ')), Cancel));
            Assert.True(answer.IsRefusal, $"{user.User} {line}: {answer.Text}");
        }
    }
}
