using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Pawl.Backtesting.Results;
using Pawl.Backtesting.Runs;
using Pawl.Engine;
using Pawl.Host.Replay;
using Pawl.Ingestion;

namespace Pawl.Host.Backtesting;

/// <summary>
/// Runs recorded data through a pipeline with an account and a simulated broker. The logs are computed in parallel up to the account;
/// the result does not depend on how many threads there are.
/// </summary>
/// <param name="graph">The pipeline.</param>
/// <param name="input">The data.</param>
/// <param name="symbols">The symbols of the data.</param>
/// <param name="options">How logs are run; storing and streams are not for back-tests.</param>
/// <param name="settings">The account and its broker.</param>
/// <param name="results">Takes what the account does.</param>
internal sealed class BacktestRunner(Graph graph, IInputSource input, SymbolTable symbols, ReplayOptions options, BacktestSettings settings, ResultFiles results)
{
    /// <summary>Whether prices are kept, for pictures and benchmarks.</summary>
    public bool KeepsPrices { get; init; }

    /// <summary>Told the symbols of the data once all of them are known, before anything is traded.</summary>
    public Action<IReadOnlyList<string>>? Starting { get; init; }

    /// <summary>Runs to the end of the data.</summary>
    /// <exception cref="IngestionException">The data could not be read to its end, or bring a symbol that came too late.</exception>
    public BacktestSummary Run(CancellationToken stop)
    {
        long started = Stopwatch.GetTimestamp();
        TradedLogs logs = new(graph, options.Instruments, settings, options.Threads, run => new LaneLog(run, (SignalSink)run.OpenedSink));
        using PieceReader data = new(graph, input, symbols, new ReplayOptions
        {
            Threads = options.Threads,
            Executor = options.Executor,
            Instruments = options.Instruments,
            OpenSink = log => new SignalSink(options.OpenSink(log)),
        })
        {
            Prices = KeepsPrices ? new PriceRecords(symbols, options.Instruments) : null,
        };
        while (data.Read())
        {
            stop.ThrowIfCancellationRequested();
            if (logs.Account is null)
            {
                Starting?.Invoke([.. data.Symbols.Order(StringComparer.Ordinal)]);
            }

            logs.Take(data, results);
            options.Progress?.Invoke(data.Count);
        }

        logs.Finish(options.Flush);
        return Summary(data, logs, Stopwatch.GetElapsedTime(started));
    }

    private BacktestSummary Summary(PieceReader data, TradedLogs logs, TimeSpan time)
    {
        LogRun[] ordered = [.. data.Logs.OrderBy(l => l.Name, StringComparer.Ordinal)];
        (string, string)[] quality = [.. QualityOf(ordered)];
        string[] warnings = [.. input.Warnings, .. ordered.SelectMany(l => l.Warnings())];
        List<(string Name, string Hash)> hashes = [.. ordered.Select(l => (l.Name, l.Finish()))];
        if (logs.Account is { } account)
        {
            hashes.Add((account.Settings.Account.Name, results.Finish()));
        }

        string lines = string.Concat(hashes.OrderBy(h => h.Name, StringComparer.Ordinal).Select(h => $"{h.Name} {h.Hash}\n"));
        return new BacktestSummary(
            logs.Events, time, logs.Account, hashes, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines))), warnings,
            data.Prices?.Finish() ?? [], quality);
    }

    /// <summary>What the data have that they should not, over all logs.</summary>
    private IEnumerable<(string Name, string Text)> QualityOf(LogRun[] logs)
    {
        foreach ((string name, Func<Candles.DriverState, long> of) in ((string, Func<Candles.DriverState, long>)[])
            [
                ("holes in the venue's numbers", s => s.Gaps), ("trades that came twice", s => s.DuplicateTicks), ("late events, left out", s => s.LateTicks),
                ("trades of size 0", s => s.ZeroTicks), ("outside of trading hours, left out", s => s.OutsideTicks),
            ])
        {
            long count = logs.Sum(l => of(l.Counts));
            yield return (name, count == 0 ? "none" : count.ToString("N0", System.Globalization.CultureInfo.InvariantCulture));
        }

        InputProgress read = input.Progress;
        if (read.Filtered > 0)
        {
            yield return ("rows left out by filter or time", read.Filtered.ToString("N0", System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}
