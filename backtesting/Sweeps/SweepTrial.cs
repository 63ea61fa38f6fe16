using System.Collections.Immutable;
using Pawl.Backtesting.Statistics;

namespace Pawl.Backtesting.Sweeps;

/// <summary>A parameter set that was tried.</summary>
/// <param name="Number">Its place in the order of the search, from 1.</param>
/// <param name="Values">Of the parameters, in their order.</param>
/// <param name="Score">What the search went by; NaN where it has none.</param>
/// <param name="DailySharpe">Sharpe ratio of one day, from which the spread of the trials is taken; NaN where it has none.</param>
/// <param name="Figures">Further figures, in the order of <see cref="SweepResult.FigureNames"/>; NaN for n/a.</param>
public sealed record SweepTrial(int Number, ParameterPoint Point, ImmutableArray<string> Values, double Score, double DailySharpe, ImmutableArray<double> Figures)
{
    /// <summary>How many daily returns it has.</summary>
    public int Days { get; init; }

    /// <summary>Skewness of its daily returns; NaN where it has none.</summary>
    public double Skewness { get; init; } = double.NaN;

    /// <summary>Raw kurtosis of its daily returns; NaN where it has none.</summary>
    public double Kurtosis { get; init; } = double.NaN;
}

/// <summary>What a sweep found.</summary>
/// <param name="Objective">The statistic that the search went by.</param>
public sealed record SweepResult(ParameterSpace Space, string Objective, ImmutableArray<string> FigureNames, IReadOnlyList<SweepTrial> Trials)
{
    /// <summary>Best first; those without a score last, in the order of the search.</summary>
    public IEnumerable<SweepTrial> Ranked => Trials.OrderByDescending(t => double.IsNaN(t.Score) ? double.NegativeInfinity : t.Score).ThenBy(t => t.Number);

    /// <summary>The spread of the trials' daily Sharpe ratios (ddof 1); NaN below two of them.</summary>
    public double SharpeSpread => Moments.Of([.. Trials.Select(t => t.DailySharpe).Where(double.IsFinite)]).Deviation;

    /// <summary>The daily Sharpe ratio that the best of so many worthless trials is expected to show; NaN below two trials.</summary>
    public double ExpectedBest => ReturnRatios.ExpectedBestSharpe(Trials.Count, SharpeSpread);

    /// <summary>The probability that the true Sharpe ratio of a trial is above what luck alone would have found; NaN with too few days.</summary>
    public double DeflatedSharpe(SweepTrial trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return trial.Days < StatisticTable.FewestReturns
            ? double.NaN
            : ReturnRatios.ProbabilisticSharpe(trial.DailySharpe, trial.Skewness, trial.Kurtosis, trial.Days, ExpectedBest);
    }
}
