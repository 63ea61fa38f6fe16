using System.Globalization;
using System.Text.Json;
using Pawl.Backtesting.Reports;
using Pawl.Backtesting.Statistics;
using Pawl.Backtesting.Sweeps;
using Pawl.Host.Commands;

namespace Pawl.Host.Backtesting.Sweeps;

/// <summary>Tells what a sweep found: to people, to machines, and as a page.</summary>
internal static class SweepWriter
{
    /// <summary>What <see cref="WriteJson"/> writes.</summary>
    public static IReadOnlyList<JsonField> Fields { get; } =
    [
        new("pipeline", "the pipeline"),
        new("sweep.*", "by name, how it was swept: data, parameters, search, account, assumptions"),
        new("objective", "the statistic that the search went by"),
        new("sets", "how many parameter sets there are"),
        new("trials", "how many runs were made to choose from"),
        new("from", "the time of the first event"),
        new("to", "the time of the last event"),
        new("best.trial", "the number of the run with the highest objective"),
        new("best.parameters.*", "its parameters"),
        new("best.score", "its objective; null where it has none"),
        new("best.figures.*", "its other figures, as in the columns of sweep.csv; null where one has no meaning"),
        new("best.deflated_sharpe", "the probability that its true Sharpe ratio is above what luck alone would have found; null with too few days or trials"),
        new("expected_best_daily_sharpe", "the Sharpe ratio of one day that the best of so many worthless trials is expected to show"),
        new("walk_forward[].from", "the beginning of a stretch in sample"),
        new("walk_forward[].split", "its end, and the beginning of the stretch out of sample"),
        new("walk_forward[].to", "the end of that"),
        new("walk_forward[].parameters.*", "the set that was best in sample"),
        new("walk_forward[].in_sample", "its objective there"),
        new("walk_forward[].out_of_sample", "its objective out of sample"),
        new("walk_forward[].total_return", "its return out of sample"),
        new("out_of_sample.total_return", "the returns of all stretches out of sample together; null without any"),
        new("out_of_sample.mean", "the mean of the objective out of sample"),
        new("out_of_sample.efficiency", "that over the mean of the objective in sample"),
        new("computed", "runs that were computed; the others were there before"),
        new("decoded", "how often the files were decoded"),
        new("seconds", "time it took"),
        new("warnings[]", "what to look at, in words"),
    ];

    public static void WriteText(SweepSummary summary, TextWriter to)
    {
        SweepResult result = summary.Result;
        double seconds = summary.Time.TotalSeconds;
        to.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{result.Trials.Count:N0} trials of {result.Space.Count:N0} sets, {summary.Computed:N0} computed in {seconds:0.00} s ({summary.Computed / Math.Max(seconds, 1e-3):N1} runs/s)"));
        if (summary.Steps.Count == 0 && result.Ranked.FirstOrDefault() is { } best)
        {
            to.WriteLine($"best: trial {best.Number.ToString(CultureInfo.InvariantCulture)}, {Values(result, best)}: {summary.Plan.Objective} {Figure(best.Score)}");
            to.WriteLine($"deflated Sharpe ratio {Figure(result.DeflatedSharpe(best))}: the probability that it is better than the luck of {result.Trials.Count.ToString(CultureInfo.InvariantCulture)} trials");
        }

        foreach (SweepStep step in summary.Steps)
        {
            to.WriteLine($"{step.Window.Split} to {step.Window.To}: {Values(result, step.Chosen)}: {summary.Plan.Objective} {Figure(step.Chosen.Score)} in sample, {Figure(step.Tried.Score)} out of sample");
        }

        if (summary.Steps.Count > 0)
        {
            to.WriteLine($"out of sample: total_return {Figure(Chained(summary))}, mean {summary.Plan.Objective} {Figure(Mean(summary, s => s.Tried))}, in sample {Figure(Mean(summary, s => s.Chosen))}");
        }

        foreach (string warning in summary.Warnings)
        {
            to.WriteLine("warning: " + warning);
        }
    }

    public static void WriteJson(SweepSummary summary) => JsonOutput.Write(json => Write(summary, json, isTimed: true));

    /// <summary>Writes <c>summary.json</c>: the same for the same sweep, so without the time it took and what was there before.</summary>
    public static void Write(SweepSummary summary, Stream to)
    {
        using Utf8JsonWriter json = new(to, new JsonWriterOptions { Indented = true });
        Write(summary, json, isTimed: false);
    }

    /// <summary>The page.</summary>
    public static string Page(SweepSummary summary)
    {
        SweepResult result = summary.Result;
        List<ReportFact> facts =
        [
            new("trials", string.Create(CultureInfo.InvariantCulture, $"{result.Trials.Count:N0} of {result.Space.Count:N0} sets")),
            .. summary.Range is { } range ? (ReportFact[])[new("data", $"{range.From} to {range.To}")] : [],
        ];
        if (summary.Steps.Count == 0 && result.Ranked.FirstOrDefault() is { } best)
        {
            facts.Add(new("best", $"trial {best.Number.ToString(CultureInfo.InvariantCulture)}, {Values(result, best)}"));
            facts.Add(new("deflated Sharpe ratio of the best", $"{Figure(result.DeflatedSharpe(best))}, the probability that its true Sharpe ratio is above the daily {Figure(result.ExpectedBest)} that is expected of the best of {result.Trials.Count.ToString(CultureInfo.InvariantCulture)} worthless trials"));
        }
        else if (summary.Steps.Count > 0)
        {
            facts.Add(new("out of sample", $"return {Figure(Chained(summary))} in all, mean {summary.Plan.Objective} {Figure(Mean(summary, s => s.Tried))} against {Figure(Mean(summary, s => s.Chosen))} in sample"));
        }

        facts.AddRange(summary.Plan.Describe().Select(d => new ReportFact(d.Name, d.Text)));
        WalkForwardStep[] steps = [.. summary.Steps.Select(s => new WalkForwardStep(s.Window, Values(result, s.Chosen), s.Chosen.Score, s.Tried.Score))];
        return SweepPage.Write(summary.Plan.Data.Graph.Name, result, facts, steps);
    }

    private static void Write(SweepSummary summary, Utf8JsonWriter json, bool isTimed)
    {
        SweepResult result = summary.Result;
        json.WriteStartObject();
        json.WriteString("pipeline", summary.Plan.Data.Graph.Name);
        json.WriteStartObject("sweep");
        foreach ((string name, string text) in summary.Plan.Describe())
        {
            json.WriteString(name, text);
        }

        json.WriteEndObject();
        json.WriteString("objective", summary.Plan.Objective);
        json.WriteNumber("sets", result.Space.Count);
        json.WriteNumber("trials", result.Trials.Count);
        json.WriteString("from", summary.Range?.From.ToString());
        json.WriteString("to", summary.Range?.To.ToString());
        WriteBest(result, json);
        WriteNumber(json, "expected_best_daily_sharpe", result.ExpectedBest);
        WriteSteps(summary, json);
        if (isTimed)
        {
            json.WriteNumber("computed", summary.Computed);
            json.WriteNumber("decoded", summary.Decoded);
            json.WriteNumber("seconds", summary.Time.TotalSeconds);
        }

        json.WriteStartArray("warnings");
        foreach (string warning in summary.Warnings)
        {
            json.WriteStringValue(warning);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteBest(SweepResult result, Utf8JsonWriter json)
    {
        SweepTrial best = result.Ranked.First();
        json.WriteStartObject("best");
        json.WriteNumber("trial", best.Number);
        WriteParameters(json, result, best);
        WriteNumber(json, "score", best.Score);
        json.WriteStartObject("figures");
        foreach ((string name, double value) in result.FigureNames.Zip(best.Figures))
        {
            WriteNumber(json, name, value);
        }

        json.WriteEndObject();
        WriteNumber(json, "deflated_sharpe", result.DeflatedSharpe(best));
        json.WriteEndObject();
    }

    private static void WriteSteps(SweepSummary summary, Utf8JsonWriter json)
    {
        json.WriteStartArray("walk_forward");
        foreach (SweepStep step in summary.Steps)
        {
            json.WriteStartObject();
            json.WriteString("from", step.Window.From.ToString());
            json.WriteString("split", step.Window.Split.ToString());
            json.WriteString("to", step.Window.To.ToString());
            WriteParameters(json, summary.Result, step.Chosen);
            WriteNumber(json, "in_sample", step.Chosen.Score);
            WriteNumber(json, "out_of_sample", step.Tried.Score);
            WriteNumber(json, "total_return", ReturnOf(summary, step.Tried));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("out_of_sample");
        WriteNumber(json, "total_return", Chained(summary));
        WriteNumber(json, "mean", Mean(summary, s => s.Tried));
        WriteNumber(json, "efficiency", Mean(summary, s => s.Tried) / Mean(summary, s => s.Chosen));
        json.WriteEndObject();
    }

    private static void WriteParameters(Utf8JsonWriter json, SweepResult result, SweepTrial trial)
    {
        json.WriteStartObject("parameters");
        foreach ((Parameter parameter, string value) in result.Space.Parameters.Zip(trial.Values))
        {
            json.WriteString(parameter.Name, value);
        }

        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static string Values(SweepResult result, SweepTrial trial) =>
        string.Join(", ", result.Space.Parameters.Zip(trial.Values, (parameter, value) => $"{parameter.Name}={value}"));

    private static double ReturnOf(SweepSummary summary, SweepTrial trial) => trial.Figures[summary.Result.FigureNames.IndexOf("total_return")];

    /// <summary>What an account would have made of one stretch out of sample after the other; one without a trade made nothing.</summary>
    private static double Chained(SweepSummary summary) => summary.Steps.Count == 0 ? double.NaN
        : summary.Steps.Select(s => ReturnOf(summary, s.Tried)).Where(double.IsFinite).Aggregate(1.0, (all, r) => all * (1 + r)) - 1;

    private static double Mean(SweepSummary summary, Func<SweepStep, SweepTrial> of)
    {
        double[] scores = [.. summary.Steps.Select(s => of(s).Score).Where(double.IsFinite)];
        return scores.Length == 0 ? double.NaN : Moments.Of(scores).Mean;
    }

    private static string Figure(double value) => double.IsFinite(value) ? value.ToString("0.####", CultureInfo.InvariantCulture) : "n/a";
}
