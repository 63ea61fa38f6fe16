using System.CommandLine;
using System.Text;
using Pawl.Backtesting.Reports;
using Pawl.Backtesting.Results;
using Pawl.Backtesting.Runs;
using Pawl.Engine;
using Pawl.Host.Backtesting;
using Pawl.Host.Configuration.Settings;
using Pawl.Host.Replay;
using Pawl.Ingestion;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary>Which assumptions a back-test is run with.</summary>
internal enum AssumptionChoice
{
    Pessimistic,
    Optimistic,

    /// <summary>Once with each.</summary>
    Both,
}

/// <summary><c>pawl backtest</c>: recorded data through a pipeline with strategies, an account and a simulated broker.</summary>
internal static class BacktestCommand
{
    private const string DefaultCash = "100000";

    public static Command Create()
    {
        Option<string?> output = new("--out", "-o") { Description = "Write trades.csv, equity.csv, orders.csv, account.jsonl, summary.json and report.html into this folder.", HelpName = "DIR" };
        ParsedOption<AssumptionChoice> assumptions = Options.Choice<AssumptionChoice>(
            "--assumptions", "How fills are made where the data do not say: to our disadvantage (pessimistic, the default), to our advantage (optimistic), or both, each into a folder of its own.");
        ParsedOption<QuantitySum> cash = Options.Parsed<QuantitySum>(
            "--cash", "AMOUNT", $"Money that the account begins with; {DefaultCash} by default.", Money, "write a number above 0 such as 100000");
        Option<string?> currency = new("--currency") { Description = "The account's currency; by default that of the instruments, else USD.", HelpName = "CODE" };
        ParsedOption<Price> feeBasisPoints = Options.Parsed<Price>(
            "--fee-bps", "N", "Fee of each fill in basis points of its value; 0 by default.", Fee, "write a number from 0 to 1000 such as 1.5");
        ParsedOption<Price> feePerUnit = Options.Parsed<Price>(
            "--fee-per-unit", "AMOUNT", "Fee of each fill for each share, contract or coin; 0 by default.", Fee, "write a number from 0 to 1000 such as 0.005");
        ParsedOption<int> threads = Options.WholeNumber("--threads", "Threads, as many as there are processors by default. The result does not depend on it.", 1, 1024);
        Option<bool> json = new("--json") { Description = "Print the summary as JSON to standard output." };
        Verb command = new("backtest", "Trade recorded data with a pipeline's strategies, an account and a simulated broker.")
        {
            Json = BacktestWriter.Fields,
            Examples =
            [
                "pawl backtest --pipeline config/pipelines/moving_average_cross.yaml --data samples/data/DEMO_trades.csv.gz --out results",
                "pawl backtest -p config/pipelines/moving_average_cross.yaml -d samples/data/DEMO_trades.csv.gz --cash 50000 --fee-bps 1 --assumptions both --json",
            ],
        };
        PipelineDataOptions input = new();
        input.AddTo(command, output, assumptions, cash, currency, feeBasisPoints, feePerUnit, threads, json);
        command.SetAction(parsed =>
        {
            SettingValues values = input.ReadSettings(parsed);
            PipelineData data = input.Read(parsed, values);
            Request request = new(
                parsed.GetValue(output),
                parsed.GetValue(assumptions) ?? AssumptionChoice.Pessimistic,
                parsed.GetValue(cash) ?? QuantitySum.Parse(DefaultCash),
                parsed.GetValue(currency),
                FeesOf(parsed.GetValue(feeBasisPoints) ?? Price.Zero, parsed.GetValue(feePerUnit) ?? Price.Zero),
                parsed.GetValue(threads) ?? values.Get(SettingTable.Threads),
                values.Get(SettingTable.Progress),
                parsed.GetValue(json));
            return Run(data, request);
        });
        return command;
    }

    private sealed record Request(string? Out, AssumptionChoice Assumptions, QuantitySum Cash, string? Currency, FeeSchedule Fees, int Threads, bool Progress, bool Json);

    private static QuantitySum? Money(string text) =>
        QuantitySum.TryParse(Encoding.UTF8.GetBytes(text), out QuantitySum value) && value > QuantitySum.Zero ? value : null;

    private static Price? Fee(string text) =>
        Price.TryParse(Encoding.UTF8.GetBytes(text), out Price value) && value.Raw is >= 0 and <= 1000 * Price.Scale ? value : null;

    private static FeeSchedule FeesOf(Price basisPoints, Price perUnit) =>
        new() { MakerBasisPoints = basisPoints, TakerBasisPoints = basisPoints, PerUnit = perUnit };

    private static int Run(PipelineData data, Request request)
    {
        CheckStrategies(data);
        OutputArgument.Check(request.Out, request.Json);
        if (request.Out == "-")
        {
            throw new UsageException("--out - : a back-test writes several files; give a folder");
        }

        MatchingAssumptions[] runs = request.Assumptions switch
        {
            AssumptionChoice.Both => [MatchingAssumptions.Pessimistic, MatchingAssumptions.Optimistic],
            AssumptionChoice.Optimistic => [MatchingAssumptions.Optimistic],
            _ => [MatchingAssumptions.Pessimistic],
        };
        if (runs.Length > 1)
        {
            data.CheckRereadable("backtest --assumptions both");
        }

        List<BacktestResult> results = [];
        foreach (MatchingAssumptions assumptions in runs)
        {
            string? folder = request.Out is null || runs.Length == 1 ? request.Out : Path.Combine(request.Out, assumptions.Name);
            results.Add(Run(data, request, assumptions, folder));
        }

        if (request.Json)
        {
            BacktestWriter.WriteJson(results);
        }
        else
        {
            results.ForEach(r => BacktestWriter.WriteText(r, Console.Error));
        }

        return 0;
    }

    private static BacktestResult Run(PipelineData data, Request request, MatchingAssumptions assumptions, string? folder)
    {
        List<OutputFile> files = [];
        if (folder is not null)
        {
            OutputArgument.Prepare(folder, path => Directory.CreateDirectory(path));
        }

        BacktestSettings settings = new()
        {
            Account = new AccountSettings("backtest", ShippedLimits.BackTest) { Cash = request.Cash, Currency = request.Currency ?? CurrencyOf(data), Tag = "backtest" },
            Assumptions = assumptions,
            Fees = request.Fees,
        };
        try
        {
            using ResultFiles results = new(settings.Account.Name, folder is null ? null : Open);
            SymbolTable symbols = new();
            using IInputSource input = data.Open(symbols);
            BacktestSummary summary = ReplayProgress.Show("backtest", input, isQuiet: !request.Progress, report => new BacktestRunner(data.Graph, input, symbols, new ReplayOptions
            {
                Threads = request.Threads,
                Flush = data.To is null,
                Instruments = data.Instruments,
                Progress = report,
            }, settings, results).Run(Interruption.Token));
            BacktestResult result = new(data.Graph.Name, settings, summary, results.Trades, results.Days, results.EquityOfRun);
            if (folder is not null)
            {
                using OutputFile file = new(Path.Combine(folder, "summary.json"));
                BacktestWriter.Write(result, file.Stream);
                file.Complete();
                WriteReport(result, data, folder);
            }

            files.ForEach(f => f.Complete());
            return result;
        }
        finally
        {
            files.ForEach(f => f.Dispose());
        }

        Stream Open(string name)
        {
            OutputFile file = new(Path.Combine(folder!, name));
            files.Add(file);
            return file.Stream;
        }
    }

    private static void WriteReport(BacktestResult result, PipelineData data, string folder)
    {
        ReportFact[] configuration = [new("pipeline", File.ReadAllText(data.Pipeline)), new("data", string.Join('\n', data.Files)), new("instruments", data.Instruments.Describe())];
        if (BacktestReport.Page(result, configuration) is { } page)
        {
            using OutputFile file = new(Path.Combine(folder, "report.html"));
            file.Write(Encoding.UTF8.GetBytes(page));
            file.Complete();
        }
    }

    private static void CheckStrategies(PipelineData data)
    {
        GraphNode[] strategies = [.. data.Graph.Nodes.Where(n => n.Kind?.ReadsOrders == true)];
        if (strategies.Length == 0)
        {
            throw new UsageException($"--pipeline {data.Pipeline}: it has no strategy, so nothing would be traded; 'pawl nodes' lists the strategies");
        }

        if (Array.Find(strategies, n => n.Ids.IsEmpty) is { } silent)
        {
            throw new UsageException($"--pipeline {data.Pipeline}: strategy '{silent.Id}' has 'publish: false', so its signals reach nobody; remove that");
        }
    }

    private static string CurrencyOf(PipelineData data)
    {
        string[] currencies = [.. data.Graph.DeclaredSymbols.Select(s => data.Instruments.Of(s).Currency).Append(data.Instruments.Others.Currency).Where(c => c.Length > 0).Distinct(StringComparer.Ordinal)];
        return currencies.Length == 1 ? currencies[0] : "USD";
    }
}
