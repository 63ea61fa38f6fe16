using System.Globalization;
using System.Text;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Serve;

/// <summary>Bodies that are none, at the one endpoint that stops trading. In a demo everybody may: nothing but the body can be refused.</summary>
[Trait("Speed", "slow")]
public sealed class HostileBodyTests : IDisposable
{
    private const string Head = "POST /api/v1/kill-switch HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    private const string Json = "Content-Type: application/json\r\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task They_are_refused_and_nothing_is_switched()
    {
        await using ServedProgram demo = await ServedProgram.StartAsync(folder.Path, "demo", "--port", "0");
        string nested = string.Concat(Enumerable.Repeat("{\"a\":", 10_000));
        foreach ((string rest, int status) in ((string, int)[])
        [
            (Json + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}", 415),
            (Json + "Content-Encoding: gzip, gzip\r\nContent-Length: 2\r\n\r\n{}", 415),
            (Json + "Content-Encoding: br\r\nContent-Length: 2\r\n\r\n{}", 415),
            ("Content-Type: text/xml\r\nContent-Length: 2\r\n\r\n{}", 415),
            (Json + "Content-Length: 52428800\r\n\r\n{", 413),
            (Json + "Content-Length: -1\r\n\r\n{", 400),
            (Json + "Content-Length: 6\r\n\r\n{\"a\":1", 400),
            (Json + "Content-Length: 14\r\n\r\n{\"State\":\"on\"}", 400),
            (Json + "Content-Length: 26\r\n\r\n{\"state\":\"on\",\"state\":\"on\"}", 400),
            (Json + $"Content-Length: {nested.Length}\r\n\r\n{nested}", 400),
        ])
        {
            await using RawSocket socket = await RawSocket.Open(demo.Address, Head + rest);
            string answer = await socket.ToEnd();
            Assert.True(answer.StartsWith($"HTTP/1.1 {status.ToString(CultureInfo.InvariantCulture)}", StringComparison.Ordinal), $"{rest[..Math.Min(80, rest.Length)]}: {answer}");
        }

        // One that does not come, while others are served.
        await using RawSocket slow = await RawSocket.Open(demo.Address, Head + Json + "Content-Length: 1000\r\n\r\n{");
        Task<string> end = slow.ToEnd();
        await demo.Get("/symbols");
        Assert.StartsWith("HTTP/1.1 408", await end, StringComparison.Ordinal);

        // One that never ends is not taken to its end.
        await using RawSocket endless = await RawSocket.Open(demo.Address, Head + Json + "Transfer-Encoding: chunked\r\n\r\n");
        byte[] chunk = Encoding.ASCII.GetBytes("1000\r\n" + new string(' ', 0x1000) + "\r\n");
        int sent = 0;
        while (sent < 200_000 && await endless.Send(chunk))
        {
            sent++;
        }

        Assert.InRange(sent, 1, 199_999);
        Assert.Equal("armed", (await demo.Get("/kill-switch")).GetProperty("state").GetString());
    }
}
