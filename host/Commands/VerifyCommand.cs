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
        Option<int?> every = Options.WholeNumber("--every", "Preview and restart after every N events of a log; by default a thousandth of all.", 1, int.MaxValue);
        Option<bool> json = new("--json") { Description = "Print what was found as JSON to standard output." };
        Verb command = new("verify", "Show that outputs are the same each time, on all threads, after restarts, and that none looks ahead.")
        {
            Json = VerificationReport.Fields,
            Examples =
            [
                "pawl verify --pipeline config/pipelines/us_equity_ticks.yaml --data samples/data/DEMO_trades.csv.gz",
                "pawl verify -p config/pipelines/us_equity_ticks.yaml -d samples/data/DEMO_trades.csv.gz --instrument SPY --every 100 --json",
            ],
        };
        PipelineDataOptions input = new();
        input.AddTo(command, every, json);
        command.SetAction(parsed => Run(input.Read(parsed), parsed.GetValue(every) ?? 0, parsed.GetValue(json)));
        return command;
    }

    private static int Run(PipelineData data, int every, bool json)
    {
        data.CheckRereadable("verify");
        Verifier verifier = new(new DataTape(data)) { Every = every, Flush = data.To is null };
        VerificationResult found = verifier.Run(Interruption.Token);
        List<CheckResult> checks = [.. found.Checks];
        ReplaySummary? summary = null;
        foreach (int threads in new[] { Math.Clamp(Environment.ProcessorCount, 2, MostThreads), 1 })
        {
            (CheckResult result, summary) = ThreadCheck.Run(verifier, data, threads, Interruption.Token);
            checks.Insert(1, result);
        }

        VerificationReport report = new(found with { Checks = checks }, summary!);
        if (json)
        {
            report.WriteJson();
        }
        else
        {
            report.WriteText(Page.OnConsole());
        }

        return checks.TrueForAll(c => c.First is null) ? 0 : 1;
    }
}
