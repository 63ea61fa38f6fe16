namespace Pawl.Backtesting.Statistics;

/// <summary>
/// The ratios as NautilusTrader defines them where they differ, for those who compare: growth by the number of daily
/// samples rather than by the calendar, the profit factor over returns rather than trades.
/// Source: NautilusTrader, crates/analysis/src/statistics.
/// </summary>
public static class NautilusRatios
{
    /// <summary>(Π (1 + r))^(N / n) − 1.</summary>
    public static double Cagr(ReadOnlySpan<double> returns, double periods) =>
        returns.IsEmpty ? double.NaN : Math.Pow(Growth(returns), periods / returns.Length) - 1;

    /// <summary>The deepest fall of the compounded daily returns, as a negative fraction.</summary>
    public static double MaxDrawdown(ReadOnlySpan<double> returns)
    {
        (double value, double peak, double deepest) = (1, 1, 0);
        foreach (double r in returns)
        {
            value *= 1 + r;
            peak = Math.Max(peak, value);
            deepest = Math.Min(deepest, (value - peak) / peak);
        }

        return deepest;
    }

    /// <summary>CAGR over the deepest fall.</summary>
    public static double Calmar(ReadOnlySpan<double> returns, double periods) =>
        MaxDrawdown(returns) is < 0 and var deepest ? Cagr(returns, periods) / -deepest : double.NaN;

    /// <summary>The sum of the winning returns over that of the losing ones.</summary>
    public static double ProfitFactor(ReadOnlySpan<double> returns) => ReturnRatios.Omega(returns);

    /// <summary>mean / standard deviation (ddof 1), of one day.</summary>
    public static double RiskReturn(ReadOnlySpan<double> returns)
    {
        Moments moments = Moments.Of(returns);
        return moments.IsFlat ? double.NaN : moments.Mean / moments.Deviation;
    }

    private static double Growth(ReadOnlySpan<double> returns)
    {
        double value = 1;
        foreach (double r in returns)
        {
            value *= 1 + r;
        }

        return value;
    }
}
