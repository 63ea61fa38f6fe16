namespace Pawl.Ingestion;

/// <summary>Random numbers that are a pure function of their seed, the same everywhere (SplitMix64, Steele, Lea and Flood 2014).</summary>
internal struct SimulatedChance(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from 0 (inclusive) to 1 (exclusive).</summary>
    public double Next() => (Bits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number around 0 with a standard deviation of 1, at most 3.5 from it: twelve uniform ones would be nearer to normal, four are near enough.</summary>
    public double Around() => (Next() + Next() + Next() + Next() - 2) * 1.7320508075688772;

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>, both inclusive.</summary>
    public int Between(int least, int most) => least + (int)(Next() * (most - least + 1));

    private ulong Bits()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            ulong z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
