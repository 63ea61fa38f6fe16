using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Integration.Postgres;

/// <summary>A server, and one run in a SQLite store: candles, indicators, market structure, strategies that trade on paper, all of it made by the program.</summary>
[CollectionDefinition("Postgres")]
public sealed class RecordedRun : ICollectionFixture<RecordedRun>, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Lazy<string> store;

    public RecordedRun() => store = new Lazy<string>(Make);

    public PostgresServer Server { get; } = new();

    /// <summary>The store's file.</summary>
    public string Store => store.Value;

    public void Dispose()
    {
        Server.Dispose();
        folder.Dispose();
    }

    private string Make()
    {
        Ending run = PawlProgram.Run(
            folder.Path, "run", "-p", Repository.PathOf("config", "pipelines", "demo.yaml"), "-d", Repository.PathOf("samples", "data", "DEMO_trades.csv.gz"),
            "--fee-bps", "1", "--limits", "backtest", "--store", "x.db");
        Assert.True(run.Code == 0, run.Error);
        return folder["x.db"];
    }
}
