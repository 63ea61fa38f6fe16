using Pawl.Tests.Support;

namespace Pawl.Tests.E2E;

/// <summary>Small made-up inputs that most tests run over.</summary>
internal static class Sample
{
    /// <summary>The pipeline that comes with the product, for any symbol.</summary>
    public static string Pipeline { get; } = Repository.PathOf("config", "pipelines", "us_equity_ticks.yaml");

    public static TickFile Ticks(ulong seed) => new(seed, 6_000) { MeanMilliseconds = 2_000, Wild = true };

    /// <summary>Three symbols in files of their own.</summary>
    public static string[] ThreeSymbols(TemporaryFolder folder) =>
    [
        Ticks(11).Write(folder["AAA_trades.csv"]),
        Ticks(12).Write(folder["BBB_trades.csv.gz"]),
        Ticks(13).Write(folder["CCC_trades.csv"]),
    ];

    public static string[] Data(IEnumerable<string> files) => [.. files.SelectMany(f => (string[])["--data", f])];
}
