using Pawl.Backtesting.Results;
using Pawl.Backtesting.Runs;

namespace Pawl.Host.Backtesting;

/// <summary>What a back-test did.</summary>
/// <param name="Events">Market events.</param>
/// <param name="Account">What was traded; null where there was no data.</param>
/// <param name="Logs">Each log and its hash, that of the account among them.</param>
/// <param name="Prices">What each symbol cost over time; empty where nobody wants to know.</param>
/// <param name="Quality">What there is to say of the data.</param>
/// <param name="RunHash">SHA-256 over the sorted lines "{log} {hash}".</param>
internal sealed record BacktestSummary(
    long Events, TimeSpan Time, TradingAccount? Account, IReadOnlyList<(string Log, string Hash)> Logs, string RunHash, IReadOnlyList<string> Warnings,
    IReadOnlyList<(string Symbol, PriceRecord Prices)> Prices, IReadOnlyList<(string Name, string Text)> Quality);
