namespace Pawl.Indicators;

/// <summary>What kinds with a fast and a slow average demand of their periods.</summary>
internal static class FastAndSlow
{
    /// <returns>What is wrong, or null.</returns>
    public static string? Mistake(int fast, int slow) => fast < slow
        ? null
        : $"fast_period {fast} is not less than slow_period {slow}; exchange them or choose another pair";
}
