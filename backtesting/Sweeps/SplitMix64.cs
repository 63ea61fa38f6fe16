namespace Pawl.Backtesting.Sweeps;

/// <summary>
/// Random numbers that are the same for a seed on every machine and in every version.
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (2014).
/// </summary>
internal sealed class SplitMix64(ulong seed)
{
    private ulong state = seed;

    public ulong Next()
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A whole number from 0 up to, not including, a limit; each is equally likely.</summary>
    public long Below(long limit) => (long)(ulong)(((UInt128)Next() * (ulong)limit) >> 64);

    /// <summary>A number from 0 up to, not including, 1.</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));
}
