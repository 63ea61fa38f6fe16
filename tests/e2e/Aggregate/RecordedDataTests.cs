using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Aggregate;

/// <summary>Every recorded file of trades, quotes and seconds: five minutes from it and from its written minutes are the same bytes.</summary>
[Trait("Speed", "slow")]
public sealed class RecordedDataTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Files => [.. ((string[])["ticks", "quotes", "second"]).SelectMany(In).DefaultIfEmpty("")];

    public void Dispose() => folder.Dispose();

    [Theory, MemberData(nameof(Files))]
    public void Through_the_written_file_and_directly_the_same(string file)
    {
        Assert.SkipWhen(MarketData.IsAbsent, MarketData.Absent);
        // Quotes of several exchanges, of which a row has one side only, have no middle.
        string[] from = !file.StartsWith("quotes", StringComparison.Ordinal) ? [] : ["--from", file.Contains("BAC", StringComparison.Ordinal) ? "ask" : "mid"];
        Aggregate(["--in", Repository.Shared("data", file), "--timeframe", "1m,5m,1h,1d", "--out", "direct", .. from]);
        string symbol = Path.GetFileName(file).Split('_')[0];
        Aggregate(["--in", $"direct/{symbol}_1m.csv", "--timeframe", "5m,1h,1d", "--out", "through"]);
        Aggregate(["--in", Repository.Shared("data", file), "--timeframe", "5m", "--out", "alone", .. from]);
        foreach (string frame in (string[])["5m", "1h", "1d"])
        {
            Assert.Equal(File.ReadAllText(folder[$"direct/{symbol}_{frame}.csv"]), File.ReadAllText(folder[$"through/{symbol}_{frame}.csv"]));
        }

        Assert.Equal(File.ReadAllText(folder[$"direct/{symbol}_5m.csv"]), File.ReadAllText(folder[$"alone/{symbol}_5m.csv"]));
        Assert.True(File.ReadLines(folder[$"direct/{symbol}_5m.csv"]).Count() > 5);
    }

    private static IEnumerable<string> In(string name) => !Directory.Exists(Repository.Shared("data", name)) ? []
        : Directory.GetFiles(Repository.Shared("data", name), "*.csv.gz").Select(p => name + "/" + Path.GetFileName(p)).Order(StringComparer.Ordinal);

    private void Aggregate(string[] arguments)
    {
        Ending run = PawlProgram.Run(folder.Path, ["aggregate", .. arguments]);
        Assert.True(run.Code == 0, run.Error);
    }
}
