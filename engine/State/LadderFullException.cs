using System.Diagnostics.CodeAnalysis;

namespace Pawl.Engine;

/// <summary>A ladder would need more than its declared maximum: the node fails by name, since dropping volume in silence would be worse.</summary>
public sealed class LadderFullException : InvalidOperationException
{
    public LadderFullException()
    {
    }

    public LadderFullException(string message) : base(message)
    {
    }

    public LadderFullException(string message, Exception innerException) : base(message, innerException)
    {
    }

    [DoesNotReturn]
    internal static void Throw(in LadderRegion region) => throw new LadderFullException(region.Pages < region.MaxPages
        ? $"a step needs over {region.Reserve} pages of {LadderRegion.PageSlots} prices; use a larger tick size"
        : $"more than {region.MaxPages * LadderRegion.PageSlots} price levels; use a larger tick size");
}
