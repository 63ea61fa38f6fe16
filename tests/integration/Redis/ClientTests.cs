using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Pawl.Redis;
using Xunit;

namespace Pawl.Tests.Integration.Redis;

/// <summary>The client of Redis, at a real server and at one that does what it must not.</summary>
[Trait("Speed", "slow")]
public sealed class ClientTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_at_once_get_each_the_answers_to_their_own_questions()
    {
        using RedisServer server = RedisServer.Run();
        await using RedisConnection connection = await RedisConnection.ConnectAsync(server.Options with { MaxPending = 300 }, Cancel);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async asker =>
        {
            for (int round = 0; round < 100; round++)
            {
                string[] words = [.. Enumerable.Range(0, 100).Select(i => string.Create(CultureInfo.InvariantCulture, $"{asker} {round} {i}\r\n\0ü"))];
                RedisValue[] answers = await connection.AskAsync([.. words.Select(w => new RedisCommand("ECHO", w))], Cancel);
                Assert.Equal(words, answers.Select(a => a.ToString()));
            }
        }));
    }

    [Fact]
    public async Task Kinds_of_answers_are_read_and_errors_are_errors()
    {
        using RedisServer server = RedisServer.Run();
        await using RedisConnection connection = await RedisConnection.ConnectAsync(server.Options, Cancel);
        Assert.True((await connection.AskAsync(new RedisCommand("GET", "nothing"), Cancel)).IsNull);
        Assert.Equal(3, (await connection.AskAsync(new RedisCommand("APPEND", "a", "bcd"), Cancel)).ToNumber());
        await connection.AskAsync(new RedisCommand("XADD", "s", "5-1", "data", "x"), Cancel);
        RedisValue[] answers = await connection.AskAsync([new RedisCommand("XADD", "s", "5-1", "data", "y"), new RedisCommand("XADD", "s", "4-9", "data", "y"), new RedisCommand("XRANGE", "s", "-", "+")], Cancel);
        Assert.Equal([RedisKind.Error, RedisKind.Error, RedisKind.List], answers.Select(a => a.Kind));
        Assert.Equal(("5-1", "x"), (answers[2].Items[0].Items[0].ToString(), answers[2].Items[0].Items[1].Items[1].ToString()));
        RedisErrorException error = await Assert.ThrowsAsync<RedisErrorException>(() => connection.AskAsync(new RedisCommand("NOSUCH"), Cancel));
        Assert.Equal("ERR", error.Code);
    }

    [Fact]
    public async Task A_wrong_password_is_refused_without_being_told_and_a_user_may_do_only_what_he_may()
    {
        using RedisServer server = RedisServer.Run("--user", "default", "off", "--user", "reader", "on", ">secret", "~candle:*", "&*", "-@all", "+get", "+ping", "+client|setname");
        RedisOptions options = server.Options with { User = "reader", Password = "geheim" };
        RedisRefusedException refused = await Assert.ThrowsAsync<RedisRefusedException>(() => RedisConnection.ConnectAsync(options, Cancel));
        Assert.Contains("WRONGPASS", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", refused.ToString(), StringComparison.Ordinal);
        await using RedisConnection connection = await RedisConnection.ConnectAsync(options with { Password = "secret" }, Cancel);
        Assert.True((await connection.AskAsync(new RedisCommand("GET", "candle:60s:latest:CME:ES"), Cancel)).IsNull);
        Assert.True((await Assert.ThrowsAsync<RedisErrorException>(() => connection.AskAsync(new RedisCommand("SET", "candle:x", "1"), Cancel))).IsRefusal);
    }

    [Fact]
    public async Task A_server_that_is_killed_or_falls_silent_is_lost_and_whoever_waits_is_told()
    {
        using RedisServer server = RedisServer.Run();
        await using RedisConnection first = await RedisConnection.ConnectAsync(server.Options, Cancel);
        Task<RedisValue> blocked = first.AskAsync(new RedisCommand("XREAD", "BLOCK", "60000", "STREAMS", "s", "0"), Cancel);
        server.Kill();
        await Assert.ThrowsAsync<RedisException>(() => blocked);
        Assert.Contains("connection", (await first.Lost).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RedisException>(() => first.AskAsync(new RedisCommand("PING"), Cancel));
        await Assert.ThrowsAsync<RedisException>(() => RedisConnection.ConnectAsync(server.Options, Cancel));
        server.Start();
        await using RedisConnection second = await RedisConnection.ConnectAsync(server.Options with { Silence = TimeSpan.FromSeconds(2) }, Cancel);
        server.Signal("STOP");
        Assert.Contains("did not answer for 2 s", (await second.Lost.WaitAsync(TimeSpan.FromMinutes(1), Cancel)).Message, StringComparison.Ordinal);
        server.Signal("CONT");
    }

    [Fact]
    public async Task What_is_published_comes_and_what_has_no_room_is_counted()
    {
        using RedisServer server = RedisServer.Run();
        await using RedisConnection connection = await RedisConnection.ConnectAsync(server.Options, Cancel);
        await using RedisSubscription heard = await RedisSubscription.ToPatternsAsync(server.Options, ["pub:a:*", "pub:b:*"], 3, Cancel);
        foreach (string channel in (string[])["pub:a:1", "pub:c:1", "pub:b:2", "pub:a:3", "pub:a:4", "pub:a:5"])
        {
            await connection.AskAsync(new RedisCommand("PUBLISH", channel, channel), Cancel);
        }

        while (heard.Dropped < 2)
        {
            await Task.Delay(5, Cancel);
        }

        Assert.Equal(["pub:a:1", "pub:b:2", "pub:a:3"], Enumerable.Range(0, 3).Select(_ => heard.Messages.TryRead(out PublishedMessage m) ? m.Channel : ""));
        server.Kill();
        await Assert.ThrowsAsync<RedisException>(async () => await heard.Messages.WaitToReadAsync(Cancel));
    }

    /// <summary>However the bytes are cut.</summary>
    [Fact]
    public async Task Answers_that_come_byte_by_byte_are_read()
    {
        RedisValue answer = await AnswerAsync("*4\r\n$5\r\na\r\nbc\r\n:-7\r\n*2\r\n$-1\r\n+ok\r\n$0\r\n\r\n", step: 1);
        Assert.Equal(4, answer.Items.Count);
        Assert.Equal(("a\r\nbc", -7, 2, ""), (answer.Items[0].ToString(), answer.Items[1].ToNumber(), answer.Items[2].Items.Count, answer.Items[3].ToString()));
    }

    [Theory]
    [InlineData("$99999999999\r\n", "a text of 99999999999 bytes")]
    [InlineData("$-2\r\n", "a text of -2 bytes")]
    [InlineData("*1000000000\r\n", "a list of 1000000000 items")]
    [InlineData("*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n:1\r\n", "more than 8 deep")]
    [InlineData("$2\r\nabc\r\n", "longer than it said")]
    [InlineData(":12x\r\n", "a number is none")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n", "does not speak as a Redis server does")]
    [InlineData("\r\n", "an answer is empty")]
    [InlineData(":1\r\n:2\r\n", "answers '2' to nothing")]
    public async Task A_server_that_says_what_none_says_is_given_up_with_the_reason(string said, string reason)
    {
        RedisException lost = await LostAsync(said);
        Assert.Contains(reason, lost.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', lost.Message);
    }

    [Fact]
    public async Task A_line_without_end_takes_no_memory_without_end() =>
        Assert.Contains("a line of more than 65536 bytes", (await LostAsync("+" + new string('x', 1 << 20))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("http://localhost")]
    [InlineData("redis://user@localhost")]
    [InlineData("redis://localhost/one")]
    [InlineData("redis://geheim geheim")]
    public void What_is_no_address_is_refused_without_being_told(string url) =>
        Assert.DoesNotContain("geheim", Assert.Throws<FormatException>(() => RedisOptions.Parse(url)).Message, StringComparison.Ordinal);

    [Fact]
    public void An_address_has_user_password_and_database()
    {
        RedisOptions options = RedisOptions.Parse("redis://desk:p%40ss@[::1]:7000/3");
        Assert.Equal(("desk", "p@ss", 7000, 3), (options.User, options.Password, options.Port, options.Database));
        Assert.DoesNotContain("p@ss", $"{options}", StringComparison.Ordinal);
        Assert.Equal((null, "word", 6379), (RedisOptions.Parse("redis://:word@here").User, RedisOptions.Parse("redis://:word@here").Password, RedisOptions.Parse("redis://:word@here").Port));
    }

    private static Task<RedisValue> AnswerAsync(string said, int step) => WithServerAsync(said, step, connection => connection.AskAsync(new RedisCommand("ANY"), Cancel));

    private static Task<RedisException> LostAsync(string said) => WithServerAsync(said, said.Length, async connection =>
    {
        Task<RedisValue> asked = connection.AskAsync(new RedisCommand("ANY"), Cancel);
        RedisException lost = await connection.Lost.WaitAsync(TimeSpan.FromMinutes(1), Cancel);
        await ((Task)asked).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return lost;
    });

    /// <summary>A server that greets well and then says something.</summary>
    private static async Task<T> WithServerAsync<T>(string said, int step, Func<RedisConnection, Task<T>> use)
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Task<RedisConnection> connecting = RedisConnection.ConnectAsync(new RedisOptions("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port), Cancel);
        using TcpClient client = await listener.AcceptTcpClientAsync(Cancel);
        client.NoDelay = true;
        NetworkStream stream = client.GetStream();
        byte[] heard = new byte[1024];
        _ = await stream.ReadAsync(heard, Cancel);
        await stream.WriteAsync("+OK\r\n+PONG\r\n"u8.ToArray(), Cancel);
        await using RedisConnection connection = await connecting;
        Task<T> used = use(connection);
        _ = await stream.ReadAsync(heard, Cancel);
        byte[] bytes = Encoding.UTF8.GetBytes(said);
        try
        {
            for (int at = 0; at < bytes.Length; at += step)
            {
                await stream.WriteAsync(bytes.AsMemory(at, Math.Min(step, bytes.Length - at)), Cancel);
            }
        }
        catch (IOException)
        {
            // It was given up meanwhile.
        }

        return await used;
    }
}
