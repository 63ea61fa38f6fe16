using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Integration.Cluster;

/// <summary>Roles say whether they can do their work, and where they are told to.</summary>
[Trait("Speed", "slow")]
public sealed class HealthTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_role_is_ready_as_long_as_the_server_is_there_and_again_when_it_is_back()
    {
        using ClusterSystem cluster = new(folder, Repository.PathOf("config", "pipelines", "us_equity_ticks.yaml"));
        ClusterSystem.Role[] roles =
        [
            cluster.Start("candle-aggregator"),
            cluster.Start("candle-aggregator#2"), // it waits for its place
            cluster.Start("engine-executor"),
            cluster.Start("external-publisher"),
            cluster.Start("tick-collector", "-d", "simulated:seed=7,symbols=ES,rate=5", "--name", "market"),
            cluster.Start("dashboard", "--serve", "127.0.0.1:0"),
            cluster.Start("api-gateway", "--serve", "127.0.0.1:0"),
            new Gateway(cluster, "ingest.symbols=ES").Role,
        ];
        Assert.All(roles, role => role.Ask("/health/ready", (code, _) => code == HttpStatusCode.OK));
        cluster.Server.Kill();
        Assert.All(roles, role => role.Ask("/health/ready", (code, said) => code == HttpStatusCode.ServiceUnavailable && said.Contains("the NATS server is away", StringComparison.Ordinal)));
        Assert.All(roles, role => role.Ask("/health/live", (code, _) => code == HttpStatusCode.OK));
        cluster.Server.Start();
        Assert.All(roles, role => role.Ask("/health/ready", (code, _) => code == HttpStatusCode.OK));
    }

    [Fact]
    public async Task Health_is_told_to_this_machine_alone_or_at_the_address_that_is_given()
    {
        IPAddress? other = NetworkInterface.GetAllNetworkInterfaces().SelectMany(i => i.GetIPProperties().UnicastAddresses).Select(a => a.Address)
            .FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(a));
        Assert.SkipWhen(other is null, "this machine has no address but its own");
        using ClusterSystem cluster = new(folder, Repository.PathOf("config", "pipelines", "us_equity_ticks.yaml"));
        ClusterSystem.Role own = cluster.Start("external-publisher");
        ClusterSystem.Role all = cluster.Start("external-publisher#2", "--port", "0.0.0.0:0");
        own.Ask("/health/live", (code, _) => code == HttpStatusCode.OK);
        all.Ask("/health/live", (code, _) => code == HttpStatusCode.OK);
        using HttpClient client = new(new SocketsHttpHandler { UseProxy = false });
        string at = all.Said.Split('\n').First(l => l.Contains("http://0.0.0.0:", StringComparison.Ordinal)).Trim();
        Assert.Equal("live\n", await client.GetStringAsync(new Uri($"http://{other}:{at[(at.LastIndexOf(':') + 1)..]}/health/live"), TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(new UriBuilder(own.Address) { Host = other!.ToString(), Path = "/health/live" }.Uri, TestContext.Current.CancellationToken));
    }
}
