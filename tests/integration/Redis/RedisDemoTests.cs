using System.Diagnostics;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Pawl.Tests.Integration.Cluster;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Integration.Redis;

/// <summary>The whole Redis form by one command, as somebody who has just come starts it; nothing of it stays behind.</summary>
[Trait("Speed", "slow")]
public sealed partial class RedisDemoTests : IDisposable
{
    private static readonly string[] Roles = ["tickserver", "mdengine-sim", "indengine", "dashboard", "api-gateway"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    [InlineData("KILL")]
    public async Task All_roles_run_with_a_server_of_their_own_and_end_together(string signal)
    {
        Assert.SkipWhen(NoServer(), "redis-server is not installed: apt-get install redis-server");
        using ClusterSystem.Role demo = Demo(Environment.GetEnvironmentVariable("PATH")!, "--port", "0", "--speed", "120");
        demo.Start();
        demo.WaitFor("redis-cli -p ");
        for (int served = 0; served < 2; served = Served().Count(demo.Said))
        {
            demo.WaitFor("serving http://localhost:");
            Assert.False(demo.HasEnded, demo.Said);
        }

        using HttpClient client = new(new SocketsHttpHandler { UseProxy = false });
        int[] ports = [.. Served().Matches(demo.Said).Select(m => int.Parse(m.Groups["port"].Value, System.Globalization.CultureInfo.InvariantCulture))];
        foreach (int port in ports)
        {
            Stopwatch since = Stopwatch.StartNew();
            while (!(await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/api/v1/symbols"), TestContext.Current.CancellationToken)).Contains("\"symbol\":\"ES\"", StringComparison.Ordinal))
            {
                Assert.True(since.Elapsed < TimeSpan.FromMinutes(2), demo.Said);
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        }

        demo.Signal(signal);

        // Until all have ended that write to its standard error.
        demo.WaitForEnd();
        Assert.True(demo.Code == 0 || signal == "KILL", demo.Said);
        Assert.All(Roles[1..], role => Assert.Contains($"{role}: stopped", demo.Said, StringComparison.Ordinal));
        int server = int.Parse(Server().Match(demo.Said).Groups["port"].Value, System.Globalization.CultureInfo.InvariantCulture);
        foreach (int port in (int[])[.. ports, server])
        {
            using TcpClient other = new();
            await Assert.ThrowsAsync<SocketException>(async () => await other.ConnectAsync("127.0.0.1", port, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public void Without_redis_server_it_says_what_to_install()
    {
        using ClusterSystem.Role demo = Demo(folder.Path);
        demo.Start();
        demo.WaitForEnd();
        Assert.Equal(1, demo.Code);
        Assert.Contains("redis-server is not installed", demo.Said, StringComparison.Ordinal);
    }

    private ClusterSystem.Role Demo(string path, params string[] arguments) => new(() =>
    {
        ProcessStartInfo info = new(PawlProgram.BuiltProgram, ["demo", "--profile", "redis", .. arguments]) { UseShellExecute = false, WorkingDirectory = folder.Path, RedirectStandardError = true, RedirectStandardOutput = true };
        info.Environment["PATH"] = path;
        return info;
    });

    private static bool NoServer() => !Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, "redis-server")));

    [GeneratedRegex(@"serving http://localhost:(?<port>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Served();

    [GeneratedRegex(@"redis-cli -p (?<port>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Server();
}
