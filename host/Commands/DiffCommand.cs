using System.CommandLine;
using Pawl.Host.Comparing;
using Pawl.Host.Configuration.Settings;

namespace Pawl.Host.Commands;

/// <summary><c>pawl diff</c>: what two pipelines, or two versions of the program, say differently over the same data.</summary>
internal static class DiffCommand
{
    private const int LinesAtOnce = 256;

    public static Command Create()
    {
        Argument<string[]> outputs = new("OUTPUTS") { Description = "Two files or folders of JSON Lines that 'pawl replay --out' has written, to compare instead of pipelines.", Arity = new ArgumentArity(0, 2), HelpName = "OUTPUTS" };
        Option<string?> with = new("--with") { Description = "The other pipeline, B; without it the same one, by the rules of --with-instrument.", HelpName = "FILE" };
        Option<string[]> instrument = new("--with-instrument") { Description = "What --instrument is for A, this is for B; without it both have the same.", HelpName = "[SYM=]ID" };
        Option<bool> json = new("--json") { Description = "Print the differences as JSON to standard output." };
        Verb command = new("diff", "Tell where two pipelines say different things over the same data, and why. Exit code 0 where they do not, else 1.")
        {
            Json = DiffReport.Fields,
            Examples =
            [
                "pawl diff -p config/pipelines/us_equity_ticks.yaml --with config/pipelines/us_equity_ticks.yaml -d samples/data/DEMO_trades.csv.gz",
                "pawl replay -p config/pipelines/us_equity_ticks.yaml -d samples/data/DEMO_trades.csv.gz --out before && pawl diff before before --json",
            ],
        };
        PipelineDataOptions input = new(needsPipeline: false, needsData: false);
        command.Add(outputs);
        input.AddTo(command, with, instrument, json);
        Options.RefuseOptionsAsValues(outputs, command);
        Options.RefuseOptionsAsValues(instrument, command);
        command.SetAction(parsed =>
        {
            string[] recorded = parsed.GetValue(outputs) ?? [];
            DiffReport report = recorded.Length > 0
                ? OfRecorded(recorded, input.IsGiven(parsed) || parsed.GetValue(with) is not null)
                : OfPipelines(parsed, input, parsed.GetValue(with), instrument);
            if (parsed.GetValue(json))
            {
                report.WriteJson();
            }
            else
            {
                report.WriteText(Page.OnConsole());
            }

            return report.AreEqual ? 0 : 1;
        });
        return command;
    }

    private static DiffReport OfPipelines(ParseResult parsed, PipelineDataOptions input, string? with, Option<string[]> instrument)
    {
        SettingValues values = input.ReadSettings(parsed);
        bool hasRules = parsed.GetValue(instrument) is { Length: > 0 };
        if (!input.IsGiven(parsed) || (with is null && !hasRules))
        {
            throw new UsageException("give --pipeline A --with B --data FILE, or two folders of recorded outputs; see 'pawl diff --help'");
        }

        PipelineData a = input.Read(parsed, values);
        PipelineData b = input.Read(parsed, values, with, hasRules ? instrument : null);
        a.CheckRereadable("diff");
        if (a.Graph.CrossesSymbols != b.Graph.CrossesSymbols)
        {
            (string one, string each) = a.Graph.CrossesSymbols ? (a.Pipeline, b.Pipeline) : (b.Pipeline, a.Pipeline);
            throw new FailureException($"{one} has all symbols in one log, {each} a log for each; their events are numbered differently, so give pipelines of one sort");
        }

        OutputComparison comparison = new();
        string? shared = a.Graph.CrossesSymbols ? a.Graph.Name : null;
        using PipelineSide sideA = new(Side.A, a, comparison, shared);
        using PipelineSide sideB = new(Side.B, b, comparison, shared);
        bool more;
        do
        {
            Interruption.Token.ThrowIfCancellationRequested();
            more = sideA.Step() | sideB.Step();
        }
        while (more);

        if (a.To is null)
        {
            sideA.Flush();
            sideB.Flush();
        }

        comparison.End();
        return new DiffReport(new ComparedSide(a.Pipeline, sideA.Outputs), new ComparedSide(b.Pipeline, sideB.Outputs), comparison, new Reasons(a, b).Of);
    }

    private static DiffReport OfRecorded(string[] paths, bool hasPipeline)
    {
        if (paths.Length != 2 || hasPipeline)
        {
            throw new UsageException("give two folders or files of recorded outputs and no pipeline, or --pipeline A --with B --data FILE");
        }

        RecordedOutputs a = RecordedOutputs.Open(paths[0]);
        RecordedOutputs b = RecordedOutputs.Open(paths[1]);
        OutputComparison comparison = new();
        long[] counts = new long[2];
        foreach (string name in a.Files.Keys.Union(b.Files.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            using IEnumerator<SaidLine> linesOfA = Lines(a, name);
            using IEnumerator<SaidLine> linesOfB = Lines(b, name);
            bool more;
            do
            {
                Interruption.Token.ThrowIfCancellationRequested();
                more = Take(Side.A, linesOfA, comparison, counts) | Take(Side.B, linesOfB, comparison, counts);
            }
            while (more);
        }

        comparison.End();
        return new DiffReport(new ComparedSide(a.Path, counts[0]), new ComparedSide(b.Path, counts[1]), comparison, reasons: null);
    }

    private static IEnumerator<SaidLine> Lines(RecordedOutputs outputs, string name) =>
        (outputs.Files.TryGetValue(name, out string? path) ? RecordedOutputs.Read(path) : []).GetEnumerator();

    /// <summary>Hands some lines on; of the last event of a log more may follow.</summary>
    private static bool Take(Side side, IEnumerator<SaidLine> lines, OutputComparison comparison, long[] counts)
    {
        List<SaidLine> taken = [];
        while (taken.Count < LinesAtOnce && lines.MoveNext())
        {
            taken.Add(lines.Current);
        }

        counts[(int)side] += taken.Count;
        foreach (IGrouping<string, SaidLine> log in taken.GroupBy(line => line.Id.Log, StringComparer.Ordinal))
        {
            comparison.Add(side, log.Key, log, log.Last().Id.Sequence - 1);
        }

        return taken.Count > 0;
    }
}
