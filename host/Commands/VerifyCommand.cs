using System.CommandLine;
using Pawl.Host.Replay;
using Pawl.Host.Verification;

namespace Pawl.Host.Commands;

/// <summary><c>pawl verify</c>: shows of a pipeline over data what the engine promises of every pipeline.</summary>
internal static class VerifyCommand
{
    private const int MostThreads = 8;

    public static Command Create()
    {
        ParsedOption<int> every = Options.WholeNumber("--every", "Preview and restart after every N events of a log; by default a thousandth of all.", 1, int.MaxValue);
        Option<bool> json = new("--json") { Description = "Print what was found as JSON to standard output." };
        Verb command = new("verify", "Show that outputs are the same each time, on all threads, after restarts, and that none looks ahead.")
        {
            Json = VerificationReport.Fields,
            Examples =
            [
                "pawl verify --pipeline config/pipelines/us_equity_ticks.yaml --data samples/data/DEMO_trades.csv.gz",
                "pawl verify -p config/pipelines/us_equity_ticks.yaml -d samples/data/DEMO_trades.csv.gz --instrument SPY --every 100 --json",
                "pawl replay -p config/pipelines/us_equity_ticks.yaml -d samples/data/DEMO_trades.csv.gz --store verified.db && pawl verify -p config/pipelines/us_equity_ticks.yaml --store verified.db",
            ],
        };
        PipelineDataOptions input = new(needsData: false);
        StoredRunOptions store = new();
        input.AddTo(command, [every, json, .. store.All]);
        command.SetAction(parsed =>
        {
            PipelineData data = input.Read(parsed);
            using RecordedRun? recorded = store.Open(parsed, data);
            VerificationReport report = recorded is null ? OfData(data, parsed.GetValue(every) ?? 0) : OfRecorded(recorded, parsed.GetValue(every) ?? 0);
            if (parsed.GetValue(json))
            {
                report.WriteJson();
            }
            else
            {
                report.WriteText(Page.OnConsole());
            }

            return report.Holds ? 0 : 1;
        });
        return command;
    }

    private static VerificationReport OfData(PipelineData data, int every)
    {
        data.CheckRereadable("verify");
        Verifier verifier = new(new DataTape(data)) { Every = every, Flush = data.To is null };
        VerificationResult found = verifier.Run(Interruption.Token);
        List<CheckResult> checks = [.. found.Checks];
        ReplaySummary? summary = null;
        foreach (int threads in new[] { 1, Math.Clamp(Environment.ProcessorCount, 2, MostThreads) })
        {
            (CheckResult result, summary) = ThreadCheck.Run(verifier, data, threads, Interruption.Token);
            checks.Insert(checks.FindIndex(c => c.Check != result.Check), result);
        }

        return new VerificationReport(found with { Checks = checks }, summary!.RunHash, summary.Warnings);
    }

    private static VerificationReport OfRecorded(RecordedRun run, int every)
    {
        (CheckResult recorded, string hash) = RecordedCheck.Run(run, Interruption.Token);
        VerificationResult found = new Verifier(run) { Every = every, Flush = false }.Run(Interruption.Token);
        return new VerificationReport(found with { Checks = [recorded, .. found.Checks] }, hash, []);
    }
}
