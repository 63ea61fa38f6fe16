namespace Pawl.Backtesting.Sweeps;

/// <summary>
/// Tree-structured Parzen estimator: of the sets tried so far the best quarter is set against the rest, and the next ones
/// are drawn where good sets are more frequent than others. Parameters are taken as independent.
/// Source: Bergstra, Bardenet, Bengio, Kégl, "Algorithms for hyper-parameter optimization" (2011).
/// </summary>
public sealed class BayesianSearch : ISearch
{
    /// <summary>Sets that are asked for together. It is fixed, so that the course does not depend on the number of threads.</summary>
    private const int Round = 8;

    private const int Candidates = 24;
    private const double Good = 0.25;

    private readonly ParameterSpace space;
    private readonly SplitMix64 random;
    private readonly HashSet<ParameterPoint> seen = [];
    private readonly List<(ParameterPoint Point, double Score)> told = [];
    private readonly int byChance;

    /// <param name="trials">How many sets; all of them where there are fewer.</param>
    public BayesianSearch(ParameterSpace space, int trials, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(space);
        (this.space, random) = (space, new SplitMix64(seed));
        Trials = Math.Min(trials, space.Count);
        byChance = Math.Max(Round, (int)(Trials / 10));
    }

    public long Trials { get; }

    public IReadOnlyList<ParameterPoint> Next()
    {
        List<ParameterPoint> round = [];
        Density[]? densities = told.Count < byChance ? null : Densities();
        while (round.Count < Round && seen.Count < Trials)
        {
            round.Add(densities is null ? Unseen.Next(space, random, seen) : Promising(densities));
        }

        return round;
    }

    public void Tell(ParameterPoint point, double score) => told.Add((point, double.IsNaN(score) ? double.NegativeInfinity : score));

    /// <summary>The best of a few candidates drawn from the good ones; by chance where all of them were tried before.</summary>
    private ParameterPoint Promising(Density[] densities)
    {
        (ParameterPoint Point, double Gain)? best = null;
        for (int i = 0; i < Candidates; i++)
        {
            int[] indices = [.. densities.Select(d => d.Draw(random))];
            ParameterPoint point = new([.. indices]);
            double gain = densities.Select((d, at) => d.Gain(indices[at])).Sum();
            if (!seen.Contains(point) && (best is null || gain > best.Value.Gain))
            {
                best = (point, gain);
            }
        }

        if (best is null)
        {
            return Unseen.Next(space, random, seen);
        }

        seen.Add(best.Value.Point);
        return best.Value.Point;
    }

    private Density[] Densities()
    {
        // Sorting is stable: equal scores stay in the order in which they were told.
        ParameterPoint[] ordered = [.. told.OrderByDescending(t => t.Score).Select(t => t.Point)];
        int good = Math.Max(1, (int)Math.Ceiling(Good * ordered.Length));
        return [.. space.Parameters.Select((p, i) => new Density(p, ordered[..good].Select(o => o.Indices[i]), ordered[good..].Select(o => o.Indices[i])))];
    }

    /// <summary>How frequent each value of a parameter is among the good sets and among the rest.</summary>
    private sealed class Density
    {
        private readonly double[] good;
        private readonly double[] rest;

        public Density(Parameter parameter, IEnumerable<int> good, IEnumerable<int> rest) =>
            (this.good, this.rest) = (Estimate(parameter, good), Estimate(parameter, rest));

        public double Gain(int index) => Math.Log(good[index] / rest[index]);

        public int Draw(SplitMix64 random)
        {
            double share = random.Share();
            for (int i = 0; i < good.Length - 1; i++)
            {
                share -= good[i];
                if (share < 0)
                {
                    return i;
                }
            }

            return good.Length - 1;
        }

        /// <summary>One for every value to begin with; each set adds to its value and, in a range, to the values near it.</summary>
        private static double[] Estimate(Parameter parameter, IEnumerable<int> indices)
        {
            double[] weights = new double[parameter.Values.Length];
            Array.Fill(weights, 1.0 / weights.Length);
            double width = parameter.IsOrdered ? Math.Max(1, weights.Length / 10.0) : 0;
            foreach (int index in indices)
            {
                int reach = (int)(2 * width);
                for (int i = Math.Max(0, index - reach); i <= Math.Min(weights.Length - 1, index + reach); i++)
                {
                    weights[i] += width > 0 ? Math.Max(0, 1 - (Math.Abs(i - index) / (2 * width))) : 1;
                }
            }

            double sum = weights.Sum();
            return [.. weights.Select(w => w / sum)];
        }
    }
}
