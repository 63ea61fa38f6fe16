namespace Pawl.Backtesting.Sweeps;

/// <summary>So many different sets, each equally likely.</summary>
public sealed class RandomSearch : ISearch
{
    private const int Round = 1024;

    private readonly ParameterSpace space;
    private readonly SplitMix64 random;
    private readonly HashSet<ParameterPoint> seen = [];

    /// <param name="trials">How many sets; all of them where there are fewer.</param>
    public RandomSearch(ParameterSpace space, int trials, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(space);
        (this.space, random) = (space, new SplitMix64(seed));
        Trials = Math.Min(trials, space.Count);
    }

    public long Trials { get; }

    public IReadOnlyList<ParameterPoint> Next()
    {
        List<ParameterPoint> round = [];
        while (round.Count < Round && seen.Count < Trials)
        {
            round.Add(Unseen.Next(space, random, seen));
        }

        return round;
    }

    public void Tell(ParameterPoint point, double score)
    {
        // Chance does not learn.
    }
}
