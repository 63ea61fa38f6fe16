using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Pawl.Nats;

namespace Pawl.Bench.Cluster;

/// <summary>A NATS server with the shipped configuration, and roles of the built program as processes beside it.</summary>
internal sealed class SmallCluster : SmallSystem
{
    private static readonly string[] Users = ["border", "feed", "reader", "desk", "internal"];

    private readonly int port;

    /// <param name="program">The built program.</param>
    /// <param name="configuration">The shipped configuration of the server.</param>
    public SmallCluster(string program, string configuration)
        : base(program)
    {
        string config = Path.Combine(Folder, "server.conf");
        File.WriteAllText(config, $"listen: \"127.0.0.1:-1\"\nports_file_dir: \"{Folder}\"\n{File.ReadAllText(configuration)}");
        ProcessStartInfo info = new(Find("nats-server"), ["-c", config]) { UseShellExecute = false, RedirectStandardError = true };
        info.Environment["PAWL_NATS_STORE"] = Path.Combine(Folder, "store");
        foreach (string user in Users)
            info.Environment["PAWL_NATS_" + user.ToUpperInvariant()] = user;
        Start(info, _ => { });
        port = Wait(ReadPort);
    }

    public Task<NatsConnection> ConnectAsync(string user) => NatsConnection.ConnectAsync(new NatsOptions("127.0.0.1", port) { User = user, Password = user });

    protected override IReadOnlyList<(string Variable, string Value)> Settings =>
    [
        ("PAWL__NATS__INTERNAL", string.Create(CultureInfo.InvariantCulture, $"nats://pawl:internal@127.0.0.1:{port}")),
        ("PAWL__NATS__EXTERNAL", string.Create(CultureInfo.InvariantCulture, $"nats://border:border@127.0.0.1:{port}")),
    ];

    private int? ReadPort()
    {
        string? file = Directory.EnumerateFiles(Folder, "*.ports").FirstOrDefault();
        if (file is null || File.ReadAllText(file) is not { Length: > 0 } text || !text.TrimEnd().EndsWith('}'))
            return null;
        using JsonDocument said = JsonDocument.Parse(text);
        return new Uri(said.RootElement.GetProperty("nats")[0].GetString()!).Port;
    }
}
