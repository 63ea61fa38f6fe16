using System.CommandLine;
using System.Text;
using Pawl.Backtesting.Statistics;
using Pawl.Backtesting.Sweeps;
using Pawl.Engine;
using Pawl.Host.Backtesting.Sweeps;
using Pawl.Host.Configuration;
using Pawl.Host.Configuration.Settings;
using Pawl.Host.Replay;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary>Which assumptions the runs of a sweep are made with.</summary>
internal enum SweepAssumptions
{
    Pessimistic,
    Optimistic,
}

/// <summary><c>pawl sweep</c>: back-tests with many sets of parameters.</summary>
internal static class SweepCommand
{
    private const int MostSets = 100_000;
    private const string Rows = "sweep.csv";
    private const string Manifest = "sweep.json";

    public static Command Create()
    {
        Option<string[]> vary = new("--vary")
        {
            Description = "A parameter and the values to try: a range 5..50, with a step 5..50:5, or a list ema|sma. May be repeated.",
            Required = true,
            HelpName = "NODE.PARAMETER=VALUES",
        };
        Option<string[]> parameters = NodeParameter.Option();
        ParsedOption<SearchKind> search = Options.Choice<SearchKind>("--search", "How sets are chosen: all of them (grid, the default), by chance (random), or where good ones were (bayesian).");
        ParsedOption<int> trials = Options.WholeNumber("--trials", "How many sets random and bayesian try; 100 by default.", 1, MostSets);
        ParsedOption<int> seed = Options.WholeNumber("--seed", "Of the search; 1 by default. The same seed tries the same sets.", 0, int.MaxValue);
        Option<string?> objective = new("--objective") { Description = "The statistic to go by, the higher the better; sharpe by default.", HelpName = "NAME" };
        ParsedOption<Stretches> walkForward = Options.Parsed<Stretches>(
            "--walk-forward", "IN:OUT", "Choose on a stretch of the data, try on the one after it, and go on: lengths such as 90d:30d.", Lengths, "write two lengths of time such as 90d:30d");
        Option<bool> anchored = new("--anchored") { Description = "With --walk-forward: every stretch to choose on begins at the beginning." };
        ParsedOption<SweepAssumptions> assumptions = Options.Choice<SweepAssumptions>("--assumptions", "How fills are made where the data do not say, as in 'pawl backtest'.");
        AccountOptions account = new(LimitSet.Backtest);
        Option<string?> output = new("--out", "-o") { Description = "Write sweep.csv, summary.json and sweep.html into this folder.", HelpName = "DIR" };
        Option<bool> resume = new("--resume") { Description = "Go on with the sweep that --out holds; without one, begin it." };
        ParsedOption<int> threads = Options.WholeNumber("--threads", "Threads, as many as there are processors by default. The result does not depend on it.", 1, 1024);
        Option<bool> json = new("--json") { Description = "Print the summary as JSON to standard output." };
        Verb command = new("sweep", "Back-test a pipeline with many sets of parameters, and tell luck from merit.")
        {
            Json = SweepWriter.Fields,
            Examples =
            [
                "pawl sweep -p config/pipelines/moving_average_cross.yaml -d samples/data/DEMO_trades.csv.gz --vary fast.period=5..15:5 --vary slow.period=20..40:10 --out swept",
                "pawl sweep -p config/pipelines/moving_average_cross.yaml -d samples/data/DEMO_trades.csv.gz --vary fast.period=2..20 --vary slow.period=21..60 --search bayesian --trials 40 --objective net_profit --json",
                "pawl sweep -p config/pipelines/moving_average_cross.yaml -d samples/data/DEMO_trades.csv.gz --vary fast.period=5..15:5 --walk-forward 2h:1h --objective net_profit",
                "pawl sweep -p config/pipelines/moving_average_cross.yaml -d samples/data/DEMO_trades.csv.gz --vary fast.period=5..15:5 --out swept --workers nats://localhost:4222",
                "pawl sweep -p config/pipelines/moving_average_cross.yaml -d samples/data/DEMO_trades.csv.gz --vary fast.period=5..15:5 --work-for nats://localhost:4222",
            ],
        };
        PipelineDataOptions input = new();
        SweepSharing sharing = new();
        input.AddTo(command, [vary, parameters, search, trials, seed, objective, walkForward, anchored, assumptions, .. account.All, output, resume, .. sharing.All, threads, json]);
        command.SetAction(parsed =>
        {
            SettingValues values = input.ReadSettings(parsed);
            PipelineData data = input.Read(parsed, values);
            NodeParameter[] given = [.. (parsed.GetValue(parameters) ?? []).Select(NodeParameter.Parse)];
            SearchKind kind = parsed.GetValue(search) ?? SearchKind.Grid;
            MatchingAssumptions matching = parsed.GetValue(assumptions) == SweepAssumptions.Optimistic ? MatchingAssumptions.Optimistic : MatchingAssumptions.Pessimistic;
            if (kind == SearchKind.Grid && parsed.GetValue(trials) is { } number)
            {
                throw new UsageException($"--trials {number}: a grid tries all sets; leave it out, or choose --search random or bayesian");
            }

            if (parsed.GetValue(anchored) && parsed.GetValue(walkForward) is null)
            {
                throw new UsageException("--anchored: without --walk-forward there are no stretches; leave it out, or add --walk-forward 90d:30d");
            }

            SweepPlan plan = new(data, account.Read(parsed, data, matching), SpaceOf(parsed.GetValue(vary)!))
            {
                Fixed = given,
                Search = kind,
                Trials = parsed.GetValue(trials) ?? 100,
                Seed = (ulong)(parsed.GetValue(seed) ?? 1),
                Objective = ObjectiveOf(parsed.GetValue(objective)),
                WalkForward = parsed.GetValue(walkForward) is { } stretches ? stretches with { Anchored = parsed.GetValue(anchored) } : null,
                Threads = parsed.GetValue(threads) ?? values.Get(SettingTable.Threads),
            };
            sharing.Read(parsed, values, keepsFiles: parsed.GetValue(output) is not null || parsed.GetValue(resume) || parsed.GetValue(json));
            return Run(plan, sharing, parsed.GetValue(output), parsed.GetValue(resume), values.Get(SettingTable.Progress), parsed.GetValue(json));
        });
        return command;
    }

    private static Stretches? Lengths(string text)
    {
        string[] parts = text.Split(':');
        return parts.Length == 2 && TimeFrame.TryParse(parts[0], out TimeFrame before) && TimeFrame.TryParse(parts[1], out TimeFrame after) && before.IsTime && after.IsTime
            ? new Stretches(before, after, Anchored: false)
            : null;
    }

    private static ParameterSpace SpaceOf(string[] varied)
    {
        try
        {
            ParameterSpace space = new(varied.Select(Parameter.Parse));
            return space.Parameters.SelectMany(p => p.Values).FirstOrDefault(v => v.AsSpan().ContainsAny(",\"\n\r")) is { } strange
                ? throw new UsageException($"--vary: the value {Shown.Of(strange)} has a comma or a quotation mark, which cannot stand in the table of results; use another")
                : space;
        }
        catch (FormatException e)
        {
            throw new UsageException("--vary: " + Shown.Plain(e.Message, 400));
        }
    }

    private static string ObjectiveOf(string? name)
    {
        if (name is null)
        {
            return "sharpe";
        }

        return StatisticTable.Names.Contains(name, StringComparer.Ordinal) ? name : throw new UsageException(
            $"--objective {Shown.Of(name)}: there is no such statistic; {(Nearest.Of(name, StatisticTable.Names) is { } nearest ? $"did you mean '{nearest}'?" : "docs/reference/statistics.md lists them")}");
    }

    /// <summary>Refuses values that a parameter cannot have before anything is computed: of a range its ends and its step.</summary>
    private static void CheckValues(SweepPlan plan)
    {
        foreach (Parameter parameter in plan.Space.Parameters)
        {
            IEnumerable<string> some = parameter.IsOrdered ? parameter.Values.Take(2).Append(parameter.Values[^1]).Distinct(StringComparer.Ordinal) : parameter.Values;
            foreach (string value in some)
            {
                _ = plan.Data.With([.. plan.Fixed, NodeParameter.Of(parameter.Name, value, "--vary")]);
            }
        }

        if (plan.Search == SearchKind.Grid && plan.Space.Count > MostSets)
        {
            throw new UsageException($"--vary: a grid has {plan.Space.Count} sets, and the most are {MostSets}; take larger steps, or choose --search random or bayesian with --trials");
        }
    }

    private static int Run(SweepPlan plan, SweepSharing sharing, string? folder, bool resume, bool hasProgress, bool json)
    {
        plan.Data.CheckTrades();
        plan.Data.CheckRereadable("sweep");
        if (plan.Data.IsEndless)
        {
            throw new UsageException("--data simulated: a sweep goes through the data many times, and this market has no end; add a duration such as simulated:duration=2h, or give files");
        }

        CheckValues(plan);
        if (sharing.Works)
        {
            return sharing.Work(plan);
        }

        CheckFolder(folder, resume, json);
        if (folder is not null)
        {
            Begin(folder, plan, resume);
        }

        SweepSummary summary;
        try
        {
            using SweepFile file = new(folder is null ? null : Path.Combine(folder, Rows), SweepRunner.Header(plan));
            summary = SweepProgress.Show(isQuiet: !hasProgress, progress => sharing.Run(plan, file, progress));
        }
        catch (InvalidDataException e)
        {
            throw new FailureException(e.Message);
        }

        if (folder is not null)
        {
            using OutputFile page = new(Path.Combine(folder, "sweep.html"));
            page.Write(Encoding.UTF8.GetBytes(SweepWriter.Page(summary)));
            page.Complete();
            using OutputFile figures = new(Path.Combine(folder, "summary.json"));
            SweepWriter.Write(summary, figures.Stream);
            figures.Complete();
        }

        if (json)
        {
            SweepWriter.WriteJson(summary);
        }
        else
        {
            SweepWriter.WriteText(summary, Console.Error);
        }

        return 0;
    }

    private static void CheckFolder(string? folder, bool resume, bool json)
    {
        OutputArgument.Check(folder, json);
        if (folder == "-")
        {
            throw new UsageException("--out - : a sweep writes several files; give a folder");
        }

        if (folder is null && resume)
        {
            throw new UsageException("--resume: nothing is kept without --out, so there is nothing to go on with; add --out DIR");
        }

        if (folder is not null && !resume && File.Exists(Path.Combine(folder, Rows)))
        {
            throw new UsageException($"--out {Shown.Of(folder)} holds a sweep already; add --resume to go on with it, or give another folder");
        }
    }

    /// <summary>Writes down what is swept; where that stands there already, it has to be the same.</summary>
    private static void Begin(string folder, SweepPlan plan, bool resume)
    {
        OutputArgument.Prepare(folder, path => Directory.CreateDirectory(path));
        string path = Path.Combine(folder, Manifest);
        if (resume && File.Exists(Path.Combine(folder, Rows)) && SweepManifest.DifferenceFrom(path, plan.Describe()) is { } difference)
        {
            throw new UsageException($"--resume: {Shown.Of(path)} {difference}; give the same options and data, or another folder");
        }

        using OutputFile file = new(path);
        SweepManifest.Write(file.Stream, plan.Describe());
        file.Complete();
    }
}
