using Pawl.Engine;

namespace Pawl.Indicators;

/// <summary>Describes a pattern.</summary>
/// <param name="summary">What it is taken to say.</param>
/// <param name="averaged">Bars in the longest of its averages.</param>
/// <param name="depth">Bars before the newest that it looks at.</param>
[AttributeUsage(AttributeTargets.Field)]
internal sealed class PatternAttribute(string summary, int averaged, int depth) : VariantAttribute(summary)
{
    /// <summary>Bars before the first that can show it.</summary>
    public int Lookback { get; } = averaged + depth;
}
