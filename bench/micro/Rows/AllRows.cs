namespace Pawl.Bench.Rows;

/// <summary>The rows of the table, in its order.</summary>
public static class AllRows
{
    public static IEnumerable<Row> Make(bool quick) =>
    [
        .. Yardsticks.Make(quick),
        .. TickJobs.Make(quick),
        .. EmptyNodes.Make(quick),
        .. Scale.Make(quick),
        .. Matching.Make(quick),
        .. Backtests.Make(quick),
        .. Scripts.Make(quick),
        .. Files.Make(),
        .. Memory.Make(quick),
        .. Loading.Make(),
        .. Stores.Make(quick),
        .. WholePrograms.Make(),
        .. BacktestPrograms.Make(quick),
        .. EveryKind.Make(quick),
    ];
}
