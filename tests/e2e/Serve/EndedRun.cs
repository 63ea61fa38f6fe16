using System.Text.Json;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Serve;

/// <summary>A run that has come to its end and is still served, for all tests of a class. It trades nothing, so that a replay of its data says the same.</summary>
public sealed class EndedRun : IAsyncLifetime
{
    internal const string Market = "simulated:symbols=ES+NQ,duration=90m,rate=3";

    internal static string Pipeline => Repository.PathOf("config", "pipelines", "demo.yaml");

    internal TemporaryFolder Folder { get; } = new();

    internal ServedProgram Served { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Served = await ServedProgram.StartAsync(Folder.Path, "run", "-p", Pipeline, "-d", Market, "--store", "x.db", "--serve", "0", "--broker", "none");
        await Served.Until("/runs", runs => runs.GetProperty("items")[0].GetProperty("ended").ValueKind == JsonValueKind.String);
    }

    public async ValueTask DisposeAsync()
    {
        await Served.DisposeAsync();
        Folder.Dispose();
    }
}
