using System.CommandLine;
using System.Text;
using Pawl.Backtesting.Reports;
using Pawl.Backtesting.Results;
using Pawl.Backtesting.Runs;
using Pawl.Host.Backtesting;
using Pawl.Host.Configuration;
using Pawl.Host.Configuration.Settings;
using Pawl.Host.Replay;
using Pawl.Ingestion;
using Pawl.Trading;

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
    private const string BuyAndHold = "buy_and_hold";

    public static Command Create()
    {
        Option<string?> output = new("--out", "-o") { Description = $"Write {BacktestFileNames.Names} into this folder.", HelpName = "DIR" };
        ParsedOption<BacktestFiles> files = Options.Parsed("--files", "LIST", $"Which of them to write, separated by commas: {BacktestFileNames.Words}. All by default; the result and its hashes do not depend on it.",
            BacktestFileNames.Parse, $"write some of {BacktestFileNames.Words}, separated by commas");
        ParsedOption<AssumptionChoice> assumptions = Options.Choice<AssumptionChoice>(
            "--assumptions", "How fills are made where the data do not say: to our disadvantage (pessimistic, the default), to our advantage (optimistic), or both, each into a folder of its own.");
        Option<string[]> parameters = NodeParameter.Option();
        Option<string?> benchmark = new("--benchmark")
        {
            Description = $"Compare the account with a symbol of the data that is bought at its first price and kept, or with all of them in equal parts ({BuyAndHold}).",
            HelpName = $"SYMBOL|{BuyAndHold}",
        };
        AccountOptions account = new(LimitSet.Backtest);
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
        input.AddTo(command, [output, files, parameters, assumptions, .. account.All, benchmark, threads, json]);
        command.SetAction(parsed =>
        {
            SettingValues values = input.ReadSettings(parsed);
            PipelineData data = input.Read(parsed, values).With([.. (parsed.GetValue(parameters) ?? []).Select(NodeParameter.Parse)]);
            Request request = new(
                parsed.GetValue(output),
                FilesOf(parsed.GetValue(output), parsed.GetValue(files)),
                parsed.GetValue(assumptions) ?? AssumptionChoice.Pessimistic,
                chosen => account.Read(parsed, data, chosen),
                parsed.GetValue(parameters) ?? [],
                parsed.GetValue(benchmark),
                parsed.GetValue(threads) ?? values.Get(SettingTable.Threads),
                values.Get(SettingTable.Progress),
                parsed.GetValue(json));
            return Run(data, request);
        });
        return command;
    }

    private sealed record Request(
        string? Out, BacktestFiles Files, AssumptionChoice Assumptions, Func<MatchingAssumptions, BacktestSettings> SettingsFor, IReadOnlyList<string> Parameters, string? Benchmark, int Threads, bool Progress, bool Json);

    private static BacktestFiles FilesOf(string? folder, BacktestFiles? chosen) =>
        folder is not null ? chosen ?? BacktestFiles.All
        : chosen is null ? BacktestFiles.None
        : throw new UsageException("--files: there is no folder to write them into; add --out DIR");

    private static int Run(PipelineData data, Request request)
    {
        data.CheckTrades();
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

        BacktestSettings settings = request.SettingsFor(assumptions);
        try
        {
            using ResultFiles results = new(settings.Account.Name, Open);
            SymbolTable symbols = new();
            using IInputSource input = data.Open(symbols);
            BacktestSummary summary = ReplayProgress.Show("backtest", input, isQuiet: !request.Progress, report => new BacktestRunner(data.Graph, input, symbols, new ReplayOptions
            {
                Threads = request.Threads,
                Flush = data.To is null,
                Instruments = data.Instruments,
                Progress = report,
            }, settings, results)
            {
                KeepsPrices = request.Files.HasFlag(BacktestFiles.Report) || request.Benchmark is not null,
                Starting = known => CheckBenchmark(request.Benchmark, known),
            }.Run(Interruption.Token));
            BacktestResult result = new(data.Graph.Name, settings, summary, results.Trades, results.Days, results.Record)
            {
                Benchmark = BenchmarkOf(request.Benchmark, summary, results.Record),
            };
            if (Open("summary.json") is { } summaryFile)
            {
                BacktestWriter.Write(result, summaryFile);
            }

            if (request.Files.HasFlag(BacktestFiles.Report) && ReportOf(result, data, request.Parameters) is { } page)
            {
                Open("report.html")!.Write(Encoding.UTF8.GetBytes(page));
            }

            files.ForEach(f => f.Complete());
            return result;
        }
        finally
        {
            files.ForEach(f => f.Dispose());
        }

        Stream? Open(string name)
        {
            if (!request.Files.Has(name))
            {
                return null;
            }

            OutputFile file = new(Path.Combine(folder!, name));
            files.Add(file);
            return file.Stream;
        }
    }

    private static void CheckBenchmark(string? benchmark, IReadOnlyList<string> symbols)
    {
        if (benchmark is not (null or BuyAndHold) && !symbols.Contains(benchmark, StringComparer.Ordinal))
        {
            throw new UsageException($"--benchmark {Shown.Of(benchmark)}: the data have no such symbol; they have {string.Join(", ", symbols.Take(10))}{(symbols.Count > 10 ? ", …" : "")}; or say {BuyAndHold}");
        }
    }

    private static Benchmark? BenchmarkOf(string? benchmark, BacktestSummary summary, RunRecord record)
    {
        PriceRecord[] prices = [.. summary.Prices.Where(p => benchmark == BuyAndHold || p.Symbol == benchmark).Select(p => p.Prices)];
        return prices.Length == 0 || record.Equity.Daily is not { } daily ? null
            : new Benchmark(benchmark == BuyAndHold ? "all symbols in equal parts, bought and kept" : benchmark + ", bought and kept", prices, daily);
    }

    private static string? ReportOf(BacktestResult result, PipelineData data, IReadOnlyList<string> parameters) =>
        BacktestReport.Page(result,
        [
            new("pipeline", File.ReadAllText(data.Pipeline)),
            .. parameters.Count > 0 ? (ReportFact[])[new("parameters over the pipeline", string.Join('\n', parameters))] : [],
            new("data", string.Join('\n', data.Files)),
            new("instruments", data.Instruments.Describe()),
        ]);
}
