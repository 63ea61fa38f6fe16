using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Pawl.Redis;

namespace Pawl.Bench.Cluster;

/// <summary>A Redis server with the shipped configuration, and roles of the Redis form beside it.</summary>
internal sealed class SmallRedis : SmallSystem
{
    /// <param name="program">The built program.</param>
    /// <param name="configuration">The shipped configuration of the server.</param>
    public SmallRedis(string program, string configuration)
        : base(program)
    {
        int port = FreePort();
        Server = new RedisOptions("127.0.0.1", port);
        Start(new ProcessStartInfo(Find("redis-server"), [configuration, "--port", Text(port), "--bind", "127.0.0.1", "--dir", Folder, "--logfile", Path.Combine(Folder, "redis.log")]) { UseShellExecute = false, RedirectStandardError = true }, _ => { });
        Wait(() => Answers() ? 1 : null);
    }

    public RedisOptions Server { get; }

    protected override IReadOnlyList<(string Variable, string Value)> Settings => [("PAWL__REDIS__ADDRESS", Server.ToString()), ("PAWL__SERVICE__PROFILE", "redis")];

    /// <summary>A port that is free now.</summary>
    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private bool Answers()
    {
        try
        {
            RedisConnection.ConnectAsync(Server).GetAwaiter().GetResult().DisposeAsync().AsTask().GetAwaiter().GetResult();
            return true;
        }
        catch (RedisException)
        {
            return false;
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
