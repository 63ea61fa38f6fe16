namespace Pawl.Host.Backtesting;

/// <summary>The files of a back-test's result. None of them changes what it comes to, nor a hash.</summary>
[Flags]
internal enum BacktestFiles
{
    None = 0,
    Trades = 1,
    Equity = 2,
    Orders = 4,
    Account = 8,
    Summary = 16,
    Report = 32,
    All = Trades | Equity | Orders | Account | Summary | Report,
}

/// <summary>What the files are called.</summary>
internal static class BacktestFileNames
{
    private static readonly KnownFile[] Known =
    [
        new("trades", "trades.csv", BacktestFiles.Trades),
        new("equity", "equity.csv", BacktestFiles.Equity),
        new("orders", "orders.csv", BacktestFiles.Orders),
        new("account", "account.jsonl", BacktestFiles.Account),
        new("summary", "summary.json", BacktestFiles.Summary),
        new("report", "report.html", BacktestFiles.Report),
    ];

    /// <summary>The words that a person names them by.</summary>
    public static string Words { get; } = string.Join(", ", Known.Select(k => k.Word));

    /// <summary>The file names.</summary>
    public static string Names { get; } = $"{string.Join(", ", Known[..^1].Select(k => k.Name))} and {Known[^1].Name}";

    /// <summary>Which files a list of words means; null where one of them means none.</summary>
    public static BacktestFiles? Parse(string list)
    {
        BacktestFiles files = BacktestFiles.None;
        foreach (string word in list.Split(',', StringSplitOptions.TrimEntries))
        {
            if (Array.Find(Known, k => k.Word.Equals(word, StringComparison.OrdinalIgnoreCase)) is not { } known)
            {
                return null;
            }

            files |= known.File;
        }

        return files;
    }

    /// <summary>Whether a file of this name is among them.</summary>
    public static bool Has(this BacktestFiles files, string name) => (files & (Array.Find(Known, k => k.Name == name)?.File ?? BacktestFiles.None)) != BacktestFiles.None;

    private sealed record KnownFile(string Word, string Name, BacktestFiles File);
}
