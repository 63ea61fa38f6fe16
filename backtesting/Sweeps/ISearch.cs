namespace Pawl.Backtesting.Sweeps;

/// <summary>
/// Which parameter sets are tried. Sets are asked for in rounds and told in the order in which they were asked for, so
/// that the course of a search depends on its seed alone: not on threads, not on which run ends first.
/// </summary>
public interface ISearch
{
    /// <summary>How many sets will be tried at most.</summary>
    long Trials { get; }

    /// <summary>The next sets to try; empty when the search is over. All of them must be told before the next round.</summary>
    IReadOnlyList<ParameterPoint> Next();

    /// <summary>What a set reached: the higher the better; NaN where it has no score.</summary>
    void Tell(ParameterPoint point, double score);
}
