using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Store;

/// <summary>Rows that cannot be read go with their reason into the store; a live run goes on without them, a replay ends there.</summary>
public sealed class DeadLetterTests : IDisposable
{
    private const string Good = "timestamp,price,size\n2024-03-04T15:00:00Z,10,1\n2024-03-04T15:00:01Z,10.5,2\n2024-03-04T15:02:00Z,11,1\n";
    private const string Bad = "timestamp,price,size\n2024-03-04T15:00:00Z,10,1\n2024-03-04T15:00:01Z,1O.5,2\n2024-03-04T15:00:01Z,10.5,2\n\"2024-03-04T15:00:02Z\"x,10,2\n2024-03-04T15:00:03Z,10\n2024-03-04T15:02:00Z,11,1\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_live_run_goes_on_without_them_and_keeps_each_once()
    {
        folder.Write("good.csv", Good);
        folder.Write("bad.csv", Bad);
        string[] chains = [.. ((string[])["good", "bad", "bad"]).Select(name =>
        {
            Ending run = PawlProgram.Shell(folder.Path, $"pawl run -p '{Sample.Pipeline}' -d X=- --store {name}.db < {name}.csv");
            Assert.True(run.Code == 0, run.Error);
            return run.ErrorLines.Last(l => l.StartsWith("log X:", StringComparison.Ordinal));
        })];

        Assert.Equal([chains[0], chains[0]], chains[1..]);
        Assert.Equal(
        [
            "standard input:3:22,\"value '1O.5' of column 'price' is not a number; write digits and a point, like 167.41, without exponent or thousands separators\",\"2024-03-04T15:00:01Z,1O.5,2\"",
            "standard input:5:1,text follows the closing quote of this field; double the quotes inside of it,\"\"\"2024-03-04T15:00:02Z\"\"x,10,2\"",
            "standard input:6,\"has 2 fields, the header has 3; an unquoted comma, as in 1.234,56, or a missing column?\",\"2024-03-04T15:00:03Z,10\"",
        ], Letters("bad.db"));
        Assert.Empty(Letters("good.db"));
        Assert.Empty(Pawl.Persistence.Sqlite.StoreCheck.Run(folder["bad.db"]));
    }

    [Fact]
    public void A_replay_ends_there_as_without_a_store_and_keeps_it()
    {
        folder.Write("X.csv", Bad);
        Ending without = PawlProgram.Run(folder.Path, "replay", "-p", Sample.Pipeline, "-d", "X.csv");
        Ending with = PawlProgram.Run(folder.Path, "replay", "-p", Sample.Pipeline, "-d", "X.csv", "--store", "x.db");
        Assert.Equal((1, without.Error), (with.Code, with.Error));
        Assert.StartsWith("X.csv:3:22,", Assert.Single(Letters("x.db")), StringComparison.Ordinal);
    }

    private string[] Letters(string store) =>
        [.. PawlProgram.Run(folder.Path, "db", "query", "dead_letters", "--store", store, "--format", "csv").Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l[(l.IndexOf(',', StringComparison.Ordinal) + 1)..])];
}
