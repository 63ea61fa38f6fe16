using System.Net;
using System.Net.Sockets;
using System.Text;
using Pawl.Nats;
using Xunit;

namespace Pawl.Tests.Integration.Nats;

/// <summary>Publishing, subscribing and asking, on a real server.</summary>
public sealed class ConnectionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(NatsMessage message) => Encoding.UTF8.GetString(message.Payload.Span);

    [Fact]
    public async Task What_is_published_comes_with_its_headers_to_those_who_asked_for_it()
    {
        using NatsServer server = NatsServer.Run();
        await using NatsConnection sender = await NatsConnection.ConnectAsync(server.Options, Cancel);
        await using NatsConnection receiver = await NatsConnection.ConnectAsync(server.Options, Cancel);
        NatsSubscription one = receiver.Subscribe("ticks.*.ES", 10);
        NatsSubscription all = receiver.Subscribe("ticks.>", 10);
        await receiver.FlushAsync(Cancel);
        await sender.PublishAsync("ticks.raw.ES", Bytes("first"), new NatsHeaders(("Pawl-Epoch", "7"), ("empty", "")), Cancel);
        await sender.PublishAsync("ticks.raw.NQ", Bytes("€"), default, Cancel);
        await sender.PublishAsync("ticks.raw.ES", default, default, Cancel);
        NatsMessage first = await one.NextAsync(Cancel);
        Assert.Equal(("ticks.raw.ES", "first", "7", "", (string?)null), (first.Subject, Text(first), first.Headers["Pawl-Epoch"], first.Headers["empty"], first.Headers["other"]));
        Assert.Equal(0, (await one.NextAsync(Cancel)).Payload.Length);
        Assert.Equal(["first", "€", ""], [Text(await all.NextAsync(Cancel)), Text(await all.NextAsync(Cancel)), Text(await all.NextAsync(Cancel))]);
    }

    [Fact]
    public async Task Many_messages_come_whole_and_in_order_though_the_queue_is_short()
    {
        const int Count = 200_000;
        using NatsServer server = NatsServer.Run();
        await using NatsConnection sender = await NatsConnection.ConnectAsync(server.Options with { SendBuffer = 1 << 16, WriteDeadline = Patience }, Cancel);
        await using NatsConnection receiver = await NatsConnection.ConnectAsync(server.Options, Cancel);
        NatsSubscription subscription = receiver.Subscribe("n", 16);
        await receiver.FlushAsync(Cancel);
        Task sending = Task.Run(
            async () =>
            {
                for (int i = 0; i < Count; i++)
                {
                    await sender.PublishAsync("n", BitConverter.GetBytes(i), default, Cancel);
                }
            },
            Cancel);
        for (int i = 0; i < Count; i++)
        {
            Assert.Equal(i, BitConverter.ToInt32((await subscription.NextAsync(Cancel)).Payload.Span));
        }

        await sending;
    }

    [Fact]
    public async Task Questions_are_answered_each_by_its_own_answer_and_none_where_nobody_listens()
    {
        using NatsServer server = NatsServer.Run();
        await using NatsConnection asker = await NatsConnection.ConnectAsync(server.Options, Cancel);
        await using NatsConnection answerer = await NatsConnection.ConnectAsync(server.Options, Cancel);
        NatsSubscription questions = answerer.Subscribe("double", 100);
        await answerer.FlushAsync(Cancel);
        Task answering = Task.Run(
            async () =>
            {
                for (int i = 0; i < 100; i++)
                {
                    NatsMessage question = await questions.NextAsync(Cancel);
                    await answerer.PublishAsync(question.Reply, Bytes(Text(question) + Text(question)), default, Cancel);
                }
            },
            Cancel);
        NatsMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => asker.RequestAsync("double", Bytes($"{i}."), Patience, default, Cancel)));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i}.{i}."), answers.Select(Text));
        await answering;
        await Assert.ThrowsAsync<NoRespondersException>(() => asker.RequestAsync("nobody", default, Patience, default, Cancel));
    }

    [Fact]
    public async Task Nothing_is_sent_that_the_server_would_read_otherwise()
    {
        using NatsServer server = NatsServer.Run("max_payload: 1000");
        await using NatsConnection connection = await NatsConnection.ConnectAsync(server.Options, Cancel);
        foreach (string subject in new[] { "", "a b", "a\r\nPUB b 0", "a..b", ".a", "a.", "a.*", ">", "ü", new string('a', 2000) })
        {
            await Assert.ThrowsAsync<ArgumentException>(async () => await connection.PublishAsync(subject, default, default, Cancel));
        }

        foreach (string pattern in new[] { "", "a b", "a.>.b", "a*", "a..b", "\r\n" })
        {
            Assert.Throws<ArgumentException>(() => connection.Subscribe(pattern, 1));
        }

        Assert.Throws<ArgumentException>(() => new NatsHeaders(("a b", "")));
        Assert.Throws<ArgumentException>(() => new NatsHeaders(("a", "b\r\nc: d")));
        await connection.PublishAsync("a", new byte[1000], default, Cancel);
        await Assert.ThrowsAsync<ArgumentException>(async () => await connection.PublishAsync("a", new byte[1001], default, Cancel));
        await connection.FlushAsync(Cancel);
    }

    [Fact]
    public async Task Who_may_not_is_told_and_may_go_on_with_what_he_may()
    {
        using NatsServer server = NatsServer.Run("""
            authorization { users = [ { user: "in", password: "right", permissions: { publish: ["mine.>"], subscribe: ["mine.>", "_INBOX.>"] } } ] }
            """);
        NatsException refused = await Assert.ThrowsAnyAsync<NatsException>(() => NatsConnection.ConnectAsync(server.Options with { User = "in", Password = "wrong-secret" }, Cancel));
        Assert.Contains("Authorization Violation", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-secret", refused.ToString(), StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<NatsException>(() => NatsConnection.ConnectAsync(server.Options, Cancel));
        await using NatsConnection connection = await NatsConnection.ConnectAsync(server.Options with { User = "in", Password = "right" }, Cancel);
        TaskCompletionSource<NatsException> told = new();
        connection.NotAllowed = told.SetResult;
        await connection.PublishAsync("yours.x", default, default, Cancel);
        Assert.Contains("may not publish on 'yours.x'", (await told.Task.WaitAsync(Patience, Cancel)).Message, StringComparison.Ordinal);
        connection.NotAllowed = null;
        NatsSubscription forbidden = connection.Subscribe("yours.>", 1);
        Assert.Contains("may not subscribe to 'yours.>'", (await Assert.ThrowsAsync<NatsException>(async () => await forbidden.NextAsync(Cancel))).Message, StringComparison.Ordinal);
        NatsException question = await Assert.ThrowsAsync<NatsException>(() => connection.RequestAsync("yours.q", default, Patience, default, Cancel));
        Assert.Contains("may not publish on 'yours.q'", question.Message, StringComparison.Ordinal);
        NatsSubscription allowed = connection.Subscribe("mine.*", 1);
        await connection.PublishAsync("mine.x", Bytes("ok"), default, Cancel);
        Assert.Equal("ok", Text(await allowed.NextAsync(Cancel)));
    }

    [Fact]
    public async Task A_token_lets_in()
    {
        using NatsServer server = NatsServer.Run("authorization { token: \"tk\" }");
        await using NatsConnection connection = await NatsConnection.ConnectAsync(NatsOptions.Parse($"nats://tk@127.0.0.1:{server.Port}"), Cancel);
        await connection.FlushAsync(Cancel);
        await Assert.ThrowsAnyAsync<NatsException>(() => NatsConnection.ConnectAsync(server.Options with { Token = "no" }, Cancel));
    }

    [Theory]
    [InlineData("", "no answer within 0.5 s")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", "does not speak NATS")]
    [InlineData("INFO {\r\n", "greets unlike a NATS server")]
    [InlineData("INFO {\"max_payload\":0,\"version\":\"2\"}\r\n", "messages of 0 bytes")]
    [InlineData("INFO {\"max_payload\":1000,\"version\":\"1\"}\r\n", "knows no headers")]
    [InlineData("PING\r\n", "does not greet as a NATS server does")]
    public async Task What_is_no_server_is_told_in_one_line(string greeting, string line)
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Task serving = Task.Run(
            async () =>
            {
                using TcpClient client = await listener.AcceptTcpClientAsync(Cancel);
                await client.GetStream().WriteAsync(Bytes(greeting), Cancel);
                while (await client.GetStream().ReadAsync(new byte[1000], Cancel) > 0)
                {
                }
            },
            Cancel);
        NatsOptions options = new("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port) { ConnectTimeout = TimeSpan.FromSeconds(0.5) };
        NatsException refused = await Assert.ThrowsAnyAsync<NatsException>(() => NatsConnection.ConnectAsync(options, Cancel));
        Assert.StartsWith($"{options}: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(line, refused.Message, StringComparison.Ordinal);
        await serving.ContinueWith(_ => { }, TaskScheduler.Default);
        listener.Stop();
        NatsException gone = await Assert.ThrowsAnyAsync<NatsException>(() => NatsConnection.ConnectAsync(options, Cancel));
        Assert.Contains("cannot be reached", gone.Message, StringComparison.Ordinal);
    }
}
