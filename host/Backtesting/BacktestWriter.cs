using System.Globalization;
using System.Text.Json;
using Pawl.Backtesting.Results;
using Pawl.Backtesting.Runs;
using Pawl.Backtesting.Statistics;
using Pawl.Host.Commands;
using Pawl.Types;

namespace Pawl.Host.Backtesting;

/// <summary>A back-test and what came of it.</summary>
internal sealed record BacktestResult(string Pipeline, BacktestSettings Settings, BacktestSummary Summary, IReadOnlyList<ClosedTrade> Trades, IReadOnlyList<EquityMark> Days, RunRecord Record)
{
    /// <summary>What the account is compared with; null where with nothing.</summary>
    public Benchmark? Benchmark { get; init; }

    /// <summary>What statistics are made from; null where nothing happened.</summary>
    public RunFigures? Figures => Record.Figures(Summary.Account) is { } figures ? figures with { Benchmark = Benchmark?.Returns } : null;

    /// <summary>The statistics; none where nothing happened.</summary>
    public IReadOnlyList<StatisticGroup> Statistics => statistics ??= Figures is { } figures ? StatisticTable.Of(figures) : [];

    private IReadOnlyList<StatisticGroup>? statistics;
}

/// <summary>Prints what a back-test did, for people or for machines.</summary>
internal static class BacktestWriter
{
    /// <summary>What <see cref="WriteJson"/> writes.</summary>
    public static IReadOnlyList<JsonField> Fields { get; } =
    [
        new("[].pipeline", "the pipeline"),
        new("[].assumptions", "how fills were made"),
        new("[].assumption_texts.*", "the assumptions in words, by what they are about"),
        new("[].currency", "the account's currency"),
        new("[].cash", "money that it began with"),
        new("[].equity", "what it was worth at the end"),
        new("[].profit", "the difference"),
        new("[].fees", "fees of all fills"),
        new("[].slippage_cost", "what fills cost beyond the price that was there"),
        new("[].orders", "orders that were given"),
        new("[].refused", "orders that a limit refused"),
        new("[].fills", "fills"),
        new("[].path_fills", "fills that depended on the path assumed inside a bar"),
        new("[].trades", "positions that were closed"),
        new("[].winners", "those that earned something"),
        new("[].days", "trading days"),
        new("[].statistics.*", "by name, the statistics; null where there are too few samples"),
        new("[].statistics_basis.*", "by name, what each is made from: sampling, number of samples, risk-free rate, degrees of freedom"),
        new("[].events", "market events"),
        new("[].seconds", "time it took"),
        new("[].events_per_second", "events by time"),
        new("[].stops[].time", "when a limit stopped entries"),
        new("[].stops[].rule", "which limit it was"),
        new("[].warnings[]", "what to look at, in words"),
        new("[].logs.*", "by name of the log, the SHA-256 of its lines"),
        new("[].run", "the SHA-256 over the names and hashes of all logs"),
    ];

    public static void WriteText(BacktestResult result, TextWriter to)
    {
        BacktestSummary summary = result.Summary;
        double seconds = summary.Time.TotalSeconds;
        to.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{result.Settings.Assumptions.Name}: {summary.Events:N0} events in {seconds:0.00} s ({summary.Events / seconds:N0} events/s)"));
        if (summary.Account is { } account)
        {
            string currency = result.Settings.Account.Currency;
            to.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{result.Trades.Count:N0} trades, {account.Fills:N0} fills, {account.Orders:N0} orders, {account.Refused:N0} refused; equity {ResultFiles.Money(account.Last.Equity)} {currency} from {result.Settings.Account.Cash}"));
            if (account.PathFills > 0)
            {
                to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{account.PathFills:N0} fills depended on the path assumed inside a bar"));
            }
        }

        foreach (string warning in summary.Warnings)
        {
            to.WriteLine("warning: " + warning);
        }

        foreach ((string log, string hash) in summary.Logs)
        {
            to.WriteLine($"log {log} sha256:{hash}");
        }

        to.WriteLine($"run sha256:{summary.RunHash}");
    }

    public static void WriteJson(IReadOnlyList<BacktestResult> results) => JsonOutput.Write(json =>
    {
        json.WriteStartArray();
        foreach (BacktestResult result in results)
        {
            Write(result, json, isTimed: true);
        }

        json.WriteEndArray();
    });

    /// <summary>Writes one as <c>summary.json</c>: the same for the same data, so without the time it took.</summary>
    public static void Write(BacktestResult result, Stream to)
    {
        using Utf8JsonWriter json = new(to, new JsonWriterOptions { Indented = true });
        Write(result, json, isTimed: false);
    }

    private static void Write(BacktestResult result, Utf8JsonWriter json, bool isTimed)
    {
        BacktestSummary summary = result.Summary;
        json.WriteStartObject();
        json.WriteString("pipeline", result.Pipeline);
        json.WriteString("assumptions", result.Settings.Assumptions.Name);
        json.WriteStartObject("assumption_texts");
        foreach ((string name, string text) in result.Settings.Describe())
        {
            json.WriteString(name, text);
        }

        json.WriteEndObject();
        json.WriteString("currency", result.Settings.Account.Currency);
        WriteNumber(json, "cash", result.Settings.Account.Cash.ToLong128());
        WriteAccount(result, json);
        WriteStatistics(result, json);
        json.WriteNumber("events", summary.Events);
        if (isTimed)
        {
            json.WriteNumber("seconds", summary.Time.TotalSeconds);
            json.WriteNumber("events_per_second", Math.Round(summary.Events / summary.Time.TotalSeconds));
        }

        json.WriteStartArray("warnings");
        foreach (string warning in summary.Warnings)
        {
            json.WriteStringValue(warning);
        }

        json.WriteEndArray();
        json.WriteStartObject("logs");
        foreach ((string log, string hash) in summary.Logs)
        {
            json.WriteString(log, "sha256:" + hash);
        }

        json.WriteEndObject();
        json.WriteString("run", "sha256:" + summary.RunHash);
        json.WriteEndObject();
    }

    private static void WriteStatistics(BacktestResult result, Utf8JsonWriter json)
    {
        Statistic[] statistics = [.. result.Statistics.SelectMany(g => g.Statistics)];
        json.WriteStartObject("statistics");
        foreach (Statistic statistic in statistics)
        {
            if (statistic.Value is { } value && double.IsFinite(value))
            {
                json.WriteNumber(statistic.Name, value);
            }
            else
            {
                json.WriteNull(statistic.Name);
            }
        }

        json.WriteEndObject();
        json.WriteStartObject("statistics_basis");
        foreach (Statistic statistic in statistics)
        {
            json.WriteString(statistic.Name, statistic.Basis);
        }

        json.WriteEndObject();
    }

    private static void WriteAccount(BacktestResult result, Utf8JsonWriter json)
    {
        TradingAccount? account = result.Summary.Account;
        Long128 cash = result.Settings.Account.Cash.ToLong128();
        Long128 equity = account?.Last.Day.Number > 0 ? account.Last.Equity : cash;
        WriteNumber(json, "equity", equity);
        WriteNumber(json, "profit", equity - cash);
        WriteNumber(json, "fees", account?.Fees ?? 0);
        WriteNumber(json, "slippage_cost", account?.SlippageCost ?? 0);
        json.WriteNumber("orders", account?.Orders ?? 0);
        json.WriteNumber("refused", account?.Refused ?? 0);
        json.WriteNumber("fills", account?.Fills ?? 0);
        json.WriteNumber("path_fills", account?.PathFills ?? 0);
        json.WriteNumber("trades", result.Trades.Count);
        json.WriteNumber("winners", result.Trades.Count(t => t.Profit > 0));
        json.WriteNumber("days", result.Days.Count);
        json.WriteStartArray("stops");
        foreach ((Types.Timestamp time, Trading.RiskRule rule) in account?.Stops ?? [])
        {
            json.WriteStartObject();
            json.WriteString("time", time.ToString());
            json.WriteString("rule", JsonNamingPolicy.SnakeCaseLower.ConvertName(rule.ToString()));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, Long128 amount)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(ResultFiles.Money(amount));
    }
}
