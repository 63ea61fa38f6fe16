using Pawl.Engine;

namespace Pawl.Indicators;

/// <summary>A fast and a slow average of the same values.</summary>
internal struct FastAndSlow
{
    private ChosenAverage fast;
    private ChosenAverage slow;

    /// <summary>How far the fast average lies above the slow one; meaningful once <see cref="Add"/> has returned true.</summary>
    public readonly double Distance => fast.Value - slow.Value;

    public readonly double Slow => slow.Value;

    public static FastAndSlow Over(AverageKind kind, int fast, int slow, ref Layout l) =>
        new() { fast = ChosenAverage.Over(kind, fast, ref l), slow = ChosenAverage.Over(kind, slow, ref l) };

    /// <summary>What kinds with a fast and a slow average demand of their periods.</summary>
    /// <returns>What is wrong, or null.</returns>
    public static string? Mistake(int fast, int slow) => fast < slow
        ? null
        : $"fast_period {fast} is not less than slow_period {slow}; exchange them or choose another pair";

    /// <summary>Takes the next value; one that is undefined is passed over.</summary>
    /// <returns>Whether there are both averages.</returns>
    public bool Add(double value, in Ctx c)
    {
        if (double.IsNaN(value))
        {
            return false;
        }

        fast.Add(value, in c);
        return slow.Add(value, in c);
    }
}
