using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Pawl.Nats;
using Xunit;

namespace Pawl.Tests.Integration.Nats;

/// <summary>What a server sends, in pieces of any length, and what none may send.</summary>
public sealed class HostileServerTests
{
    private const string Greeting = "INFO {\"version\":\"2.9.10\",\"headers\":true,\"max_payload\":2000}\r\n";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task However_it_is_cut_the_same_messages_come()
    {
        string long_one = new('x', 2000);
        string script =
            "MSG a.b 2 5\r\nhello\r\n" + "PING\r\n" + "MSG a.b 2 reply.to 0\r\n\r\n" + "HMSG a.b 2 24 26\r\nNATS/1.0\r\nkey: value\r\n\r\nhi\r\n"
            + "+OK\r\n" + "HMSG a.b 2 back 16 16\r\nNATS/1.0 503\r\n\r\n\r\n" + "MSG a.c 2 4\r\n\r\n\r\n\r\n" + $"MSG a.b 2 2000\r\n{long_one}\r\n" + "MSG a.b 2 3\r\nend\r\n";
        string[] expected = ["a.b||hello||0", "a.b|reply.to|||0", "a.b||hi|value|0", "a.b|back|||503", "a.c||\r\n\r\n||0", $"a.b||{long_one}||0", "a.b||end||0"];
        for (int cut = 1; cut < script.Length - 2000; cut++)
        {
            Assert.Equal(expected, await Receive(script, [cut], expected.Length));
        }

        foreach (int piece in new[] { 1, 2, 3, 7 })
        {
            Assert.Equal(expected, await Receive(script, [.. Enumerable.Range(1, script.Length / piece).Select(i => i * piece)], expected.Length));
        }
    }

    [Theory]
    [InlineData("MSG a 2 2001\r\n", "2000 were agreed on")]
    [InlineData("MSG a 2 99999999999\r\n", "a message that is none")]
    [InlineData("MSG a 2 -1\r\n", "a message that is none")]
    [InlineData("MSG a 2\r\n", "a message that is none")]
    [InlineData("MSG a x 1\r\n", "a message that is none")]
    [InlineData("MSG a 2 b c 1\r\n", "a message that is none")]
    [InlineData("MSG a b c d e f g h i j k l m n o\r\n", "a message that is none")]
    [InlineData("HMSG a 2 5 3\r\n", "2000 were agreed on")]
    [InlineData("MSG a 2 3\r\nabcde\r\n", "a message that is none")]
    [InlineData("PUNG\r\n", "does not speak NATS")]
    [InlineData("\r\n", "does not speak NATS")]
    [InlineData("-ERR 'Slow Consumer'\r\n", "'Slow Consumer'")]
    [InlineData("INFO nonsense\r\n", "greets unlike a NATS server")]
    [InlineData("", "closed the connection")]
    public async Task What_no_server_says_ends_the_connection_with_a_reason(string said, string reason)
    {
        await using Scripted server = new("SUB ", said.Length > 0 ? [said] : [], closes: said.Length == 0);
        await using NatsConnection connection = await NatsConnection.ConnectAsync(server.Options, Cancel);
        Assert.Contains(reason, (await connection.Lost.WaitAsync(Patience, Cancel)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_without_end_takes_no_more_memory_than_a_line_may()
    {
        await using Scripted server = new("SUB ", [.. Enumerable.Repeat("MSG " + new string('a', 1000), 10)], closes: false);
        await using NatsConnection connection = await NatsConnection.ConnectAsync(server.Options, Cancel);
        Assert.Contains("sent a line of more than", (await connection.Lost.WaitAsync(Patience, Cancel)).Message, StringComparison.Ordinal);
    }

    private static async Task<string[]> Receive(string script, int[] cuts, int count)
    {
        int[] all = [0, .. cuts.Where(c => c < script.Length), script.Length];
        await using Scripted server = new("SUB > 2", [.. all.Zip(all.Skip(1)).Select(p => script[p.First..p.Second])], closes: false);
        await using NatsConnection connection = await NatsConnection.ConnectAsync(server.Options, Cancel);
        NatsSubscription subscription = connection.Subscribe(">", count);
        List<string> got = [];
        for (int i = 0; i < count; i++)
        {
            NatsMessage m = await subscription.NextAsync(Cancel).AsTask().WaitAsync(Patience, Cancel);
            got.Add(string.Create(CultureInfo.InvariantCulture, $"{m.Subject}|{m.Reply}|{Encoding.ASCII.GetString(m.Payload.Span)}|{m.Headers["key"]}|{m.Headers.Status}"));
        }

        return [.. got];
    }

    /// <summary>Lets a client in, and as soon as it hears what it awaits sends what it was told to, piece by piece.</summary>
    private sealed class Scripted : IAsyncDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly Task serving;

        public Scripted(string awaited, string[] pieces, bool closes)
        {
            listener.Start();
            serving = Serve(awaited, pieces, closes);
        }

        public NatsOptions Options => new("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port);

        public async ValueTask DisposeAsync()
        {
            listener.Stop();
            await serving;
        }

        private async Task Serve(string awaited, string[] pieces, bool closes)
        {
            try
            {
                using TcpClient client = await listener.AcceptTcpClientAsync();
                client.NoDelay = true;
                NetworkStream stream = client.GetStream();
                await stream.WriteAsync(Encoding.ASCII.GetBytes(Greeting));
                await Heard(stream, "PING\r\n");
                await stream.WriteAsync("PONG\r\n"u8.ToArray());
                await Heard(stream, awaited);
                foreach (string piece in pieces)
                {
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(piece));
                }

                if (!closes)
                {
                    while (await stream.ReadAsync(new byte[4096]) > 0)
                    {
                    }
                }
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
            {
                // The client has left.
            }
        }

        private static async Task Heard(NetworkStream stream, string awaited)
        {
            StringBuilder heard = new();
            byte[] buffer = new byte[4096];
            while (!heard.ToString().Contains(awaited, StringComparison.Ordinal))
            {
                int count = await stream.ReadAsync(buffer);
                heard.Append(Encoding.ASCII.GetString(buffer, 0, count > 0 ? count : throw new IOException("closed")));
            }
        }
    }
}
