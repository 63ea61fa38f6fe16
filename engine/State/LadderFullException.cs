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
    internal static void Throw(int pages) =>
        throw new LadderFullException($"more than {pages * LadderRegion.PageSlots} price levels; use a larger tick size");
}
