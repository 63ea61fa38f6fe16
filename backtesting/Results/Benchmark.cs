using Pawl.Backtesting.Statistics;

namespace Pawl.Backtesting.Results;

/// <summary>
/// What the account would be worth if its money had bought symbols in equal parts at their first prices and kept them, without fees.
/// </summary>
public sealed class Benchmark
{
    /// <param name="name">What it is called.</param>
    /// <param name="prices">The symbols; at least one.</param>
    /// <param name="equity">The account, finished.</param>
    public Benchmark(string name, IReadOnlyList<PriceRecord> prices, DailyEquity equity)
    {
        ArgumentNullException.ThrowIfNull(prices);
        ArgumentNullException.ThrowIfNull(equity);
        Name = name;
        double[] returns = new double[equity.Days.Count];
        int[] next = new int[prices.Count];
        double[] values = new double[prices.Count];
        Array.Fill(values, 1);
        Curve.Add(equity.From, equity.Start);
        double before = 1;
        for (int day = 0; day < returns.Length; day++)
        {
            Pawl.Types.Timestamp time = equity.From;
            for (int i = 0; i < prices.Count; i++)
            {
                IReadOnlyList<DayPrice> days = prices[i].Days;
                for (; next[i] < days.Count && days[next[i]].Day.Number <= equity.Days[day].Day.Number; next[i]++)
                {
                    values[i] = days[next[i]].Price / prices[i].First;
                    time = days[next[i]].Time > time ? days[next[i]].Time : time;
                }
            }

            double value = values.Average();
            returns[day] = before > 0 ? (value / before) - 1 : 0;
            before = value;
            Curve.Add(time, equity.Start * value);
        }

        Returns = returns;
    }

    public string Name { get; }

    /// <summary>On the days of the account.</summary>
    public IReadOnlyList<double> Returns { get; }

    /// <summary>What the money would be worth at the end of each day.</summary>
    public BoundedCurve Curve { get; } = new();
}
