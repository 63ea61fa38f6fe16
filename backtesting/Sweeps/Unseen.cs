namespace Pawl.Backtesting.Sweeps;

/// <summary>A set by chance that was not tried before.</summary>
internal static class Unseen
{
    private const int Throws = 64;

    /// <summary>There must be one left. Marks it as seen.</summary>
    public static ParameterPoint Next(ParameterSpace space, SplitMix64 random, HashSet<ParameterPoint> seen)
    {
        for (int i = 0; i < Throws; i++)
        {
            ParameterPoint point = space.At(random.Below(space.Count));
            if (seen.Add(point))
            {
                return point;
            }
        }

        // Most are taken: walk on from a place by chance, so that the last ones are found as surely as the first.
        for (long number = random.Below(space.Count); ; number = (number + 1) % space.Count)
        {
            ParameterPoint point = space.At(number);
            if (seen.Add(point))
            {
                return point;
            }
        }
    }
}
