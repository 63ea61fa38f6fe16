namespace Pawl.Backtesting.Sweeps;

/// <summary>Every set, in the order of the parameters: the last one changes first.</summary>
public sealed class GridSearch(ParameterSpace space) : ISearch
{
    private const int Round = 1024;

    private long next;

    public long Trials => space.Count;

    public IReadOnlyList<ParameterPoint> Next()
    {
        int count = (int)Math.Min(Round, space.Count - next);
        ParameterPoint[] round = [.. Enumerable.Range(0, count).Select(i => space.At(next + i))];
        next += count;
        return round;
    }

    public void Tell(ParameterPoint point, double score)
    {
        // A grid does not learn.
    }
}
