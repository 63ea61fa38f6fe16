namespace Pawl.Tests.Support;

/// <summary>A linear congruential generator (Knuth's MMIX constants): the same numbers on every machine, for good.</summary>
public sealed class Lcg(ulong seed)
{
    private ulong state = seed;

    /// <summary>A number from 0 to <paramref name="below"/> − 1.</summary>
    public int Next(int below)
    {
        state = (state * 6364136223846793005) + 1442695040888963407;
        return (int)((state >> 33) % (ulong)below);
    }

    /// <summary>True once in <paramref name="times"/> times.</summary>
    public bool OneIn(int times) => Next(times) == 0;
}
