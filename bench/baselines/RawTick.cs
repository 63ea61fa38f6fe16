namespace Pawl.Bench.Baselines;

/// <summary>A trade: nanoseconds since the Unix epoch (UTC), price and size in units of 1e-8.</summary>
public readonly record struct RawTick(long Time, long Price, long Size);
