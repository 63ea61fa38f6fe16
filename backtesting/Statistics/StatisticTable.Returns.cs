using static Pawl.Backtesting.Statistics.StatisticUnit;

namespace Pawl.Backtesting.Statistics;

public sealed partial class StatisticTable
{
    private IEnumerable<Statistic> Result()
    {
        DailyEquity equity = run.Equity;
        yield return Checked("start_equity", "Start equity", Money, equity.Start, "before the first event");
        yield return Checked("end_equity", "End equity", Money, equity.End, "open positions at their last price");
        yield return Checked("net_profit", "Net profit", Money, equity.End - equity.Start, "after fees");
        yield return Checked("total_return", "Total return", Share, (equity.End / equity.Start) - 1, "end equity / start equity − 1");
        yield return OfReturns("cagr", "CAGR", Share, ReturnRatios.Cagr(equity.Start, equity.End, equity.CalendarDays), FormattableString.Invariant($"(end / start)^(365 / days) − 1, days = {equity.CalendarDays:0.##}"));
    }

    private IEnumerable<Statistic> Risk()
    {
        Moments moments = Moments.Of(returns);
        double perDay = moments.IsFlat ? double.NaN : moments.Mean / moments.Deviation;
        yield return OfReturns("annual_return", "Annual return", Share, moments.Mean * periods, "mean · N; " + annual);
        yield return OfReturns("annual_volatility", "Annual volatility", Share, moments.Deviation * Math.Sqrt(periods), "standard deviation · √N; " + annual);
        yield return OfReturns("sharpe", "Sharpe ratio", Ratio, ReturnRatios.Sharpe(returns, periods), annual);
        yield return OfReturns("sortino", "Sortino ratio", Ratio, ReturnRatios.Sortino(returns, periods), FormattableString.Invariant($"mean / √(Σ min(r, 0)² / n) · √N; daily returns, n = {returns.Length}, N = {periods}, rf = 0"));
        yield return OfReturns("calmar", "Calmar ratio", Ratio, ReturnRatios.Cagr(run.Equity.Start, run.Equity.End, run.Equity.CalendarDays) / NotZero(run.Equity.Drawdown.Depth), "CAGR / deepest drawdown");
        yield return OfReturns("omega", "Omega ratio", Ratio, ReturnRatios.Omega(returns), FormattableString.Invariant($"threshold 0; daily returns, n = {returns.Length}"));
        yield return OfReturns("probabilistic_sharpe", "Probabilistic Sharpe ratio", Share, ReturnRatios.ProbabilisticSharpe(returns), FormattableString.Invariant($"P(SR > 0), raw kurtosis; daily SR = {perDay:0.####}, n = {returns.Length}, rf = 0, ddof = 1"));
        if (run.Trials > 1)
        {
            double best = ReturnRatios.ExpectedBestSharpe(run.Trials, run.TrialSpread);
            yield return OfReturns("deflated_sharpe", "Deflated Sharpe ratio", Share, ReturnRatios.ProbabilisticSharpe(returns, best), FormattableString.Invariant($"P(SR > {best:0.####}), the daily SR expected of the best of {run.Trials} worthless trials"));
        }

        yield return OfReturns("skewness", "Skewness", Ratio, moments.Skewness, FormattableString.Invariant($"m₃ / m₂^1.5, daily returns, n = {returns.Length}"));
        yield return OfReturns("kurtosis", "Kurtosis", Ratio, moments.Kurtosis, FormattableString.Invariant($"raw, 3 for a normal distribution; m₄ / m₂², daily returns, n = {returns.Length}"));
        foreach ((int level, int fewest) in ((int, int)[])[(95, 20), (99, 100)])
        {
            double share = (100 - level) / 100.0;
            string basis = FormattableString.Invariant($"historical, of one day; n = {returns.Length}");
            yield return OfReturns($"var_{level}", $"VaR {level} %", Share, ReturnRatios.Quantile(sorted, share), basis + ", interpolated", fewest);
            yield return OfReturns($"cvar_{level}", $"CVaR {level} %", Share, ReturnRatios.MeanBelow(sorted, share), basis + ", mean of the days at or below VaR", fewest);
        }
    }

    private IEnumerable<Statistic> Falls()
    {
        Drawdown fall = run.Equity.Drawdown;
        const string marks = "all marks, not only daily closes";
        yield return Checked("max_drawdown", "Max drawdown", Share, -fall.Depth, marks);
        yield return Checked("max_drawdown_amount", "Max drawdown, amount", Money, -fall.Amount, marks);
        yield return Checked("max_drawdown_duration", "From peak to trough", Days, fall.Depth > 0 ? (fall.Trough - fall.Peak) / (double)Pawl.Types.Timestamp.NanosecondsPerDay : 0, "of the deepest fall");
        yield return Checked("longest_recovery", "Longest recovery", Days, fall.LongestRecovery.TotalDays, "from a peak until it was reached again");
        yield return Checked("longest_under_water", "Longest under water", Days, fall.LongestUnderWater.TotalDays, "a fall that had not ended is counted up to the end");
        yield return OfReturns("ulcer_index", "Ulcer index", Share, Ulcer(), "√ mean of squared drawdowns at daily closes", 1);
    }

    private double Ulcer()
    {
        (double peak, double sum) = (run.Equity.Start, 0);
        foreach (DayClose day in run.Equity.Days)
        {
            peak = Math.Max(peak, day.Equity);
            double fall = (peak - day.Equity) / peak;
            sum += fall * fall;
        }

        return Math.Sqrt(sum / run.Equity.Days.Count);
    }

    private IEnumerable<Statistic> Against(IReadOnlyList<double> benchmark)
    {
        BenchmarkRatios ratios = new(returns, [.. benchmark], periods);
        yield return OfReturns("alpha", "Alpha", Share, ratios.Alpha, "(1 + mean(r) − β · mean(b))^N − 1; " + annual);
        yield return OfReturns("beta", "Beta", Ratio, ratios.Beta, annual);
        yield return OfReturns("information_ratio", "Information ratio", Ratio, ratios.InformationRatio, annual);
        yield return OfReturns("tracking_error", "Tracking error", Share, ratios.TrackingError, annual);
        yield return OfReturns("treynor", "Treynor ratio", Ratio, ratios.Treynor, "mean · N / β; " + annual);
    }

    private IEnumerable<Statistic> Others()
    {
        string lean = "LEAN; " + annual;
        string nautilus = "NautilusTrader; " + annual;
        yield return OfReturns("lean_sharpe", "LEAN Sharpe ratio", Ratio, LeanRatios.Sharpe(returns, periods), "((1 + mean)^N − 1) / annual volatility; " + lean);
        yield return OfReturns("lean_sortino", "LEAN Sortino ratio", Ratio, LeanRatios.Sortino(returns, periods), "downside = deviation of losing days; " + lean);
        yield return OfReturns("lean_probabilistic_sharpe", "LEAN probabilistic Sharpe", Share, LeanRatios.ProbabilisticSharpe(returns, periods), "SR* = 1 / √N, excess kurtosis; " + lean);
        yield return OfReturns("nautilus_cagr", "NautilusTrader CAGR", Share, NautilusRatios.Cagr(returns, periods), "growth^(N / n) − 1; " + nautilus);
        yield return OfReturns("nautilus_max_drawdown", "NautilusTrader max drawdown", Share, NautilusRatios.MaxDrawdown(returns), "daily closes only; " + nautilus, 1);
        yield return OfReturns("nautilus_calmar", "NautilusTrader Calmar ratio", Ratio, NautilusRatios.Calmar(returns, periods), nautilus);
        yield return OfReturns("nautilus_profit_factor", "NautilusTrader profit factor", Ratio, NautilusRatios.ProfitFactor(returns), "of daily returns, not of trades; " + nautilus);
        yield return OfReturns("nautilus_risk_return", "NautilusTrader risk-return ratio", Ratio, NautilusRatios.RiskReturn(returns), "mean / standard deviation of one day; " + nautilus);
    }

    private static double NotZero(double value) => value > 0 ? value : double.NaN;
}
