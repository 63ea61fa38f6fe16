namespace Pawl.Backtesting.Statistics;

/// <summary>In what a statistic is counted, and so how it is written.</summary>
public enum StatisticUnit
{
    /// <summary>A plain number: a ratio.</summary>
    Ratio,

    /// <summary>A fraction, written in per cent.</summary>
    Share,

    /// <summary>In the account's currency.</summary>
    Money,

    /// <summary>A whole number.</summary>
    Count,

    /// <summary>In days.</summary>
    Days,
}

/// <summary>A figure with what it was made from, so that nobody has to guess.</summary>
/// <param name="Name">Its stable name, in <c>summary.json</c> and for sweeps.</param>
/// <param name="Title">What people read.</param>
/// <param name="Value">Null where it has no meaning here.</param>
/// <param name="Basis">Sampling, N, risk-free rate and degrees of freedom where they matter; or why there is no value.</param>
public sealed record Statistic(string Name, string Title, StatisticUnit Unit, double? Value, string Basis);

/// <summary>Statistics that belong together.</summary>
public sealed record StatisticGroup(string Title, IReadOnlyList<Statistic> Statistics);
