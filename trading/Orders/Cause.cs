namespace Pawl.Trading;

/// <summary>The output that an order was caused by, in the log of its symbol: for the trail that an auditor follows.</summary>
/// <param name="Sequence">The number of the input event.</param>
/// <param name="Index">The number of the output among those of the event.</param>
public readonly record struct Cause(long Sequence, long Index);
