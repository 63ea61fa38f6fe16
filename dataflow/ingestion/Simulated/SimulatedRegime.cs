namespace Pawl.Ingestion;

/// <summary>A mood of the simulated market, which lasts for minutes. Factors multiply what is usual.</summary>
/// <param name="Weight">How often it comes, compared with the others.</param>
/// <param name="Move">How far prices move.</param>
/// <param name="Gap">How long it takes from one event to the next.</param>
/// <param name="Size">How much is traded at once.</param>
/// <param name="Spread">The widest usual spread, in ticks.</param>
internal readonly record struct SimulatedRegime(int Weight, double Move, double Gap, double Size, int Spread)
{
    /// <summary>Calm, normal, busy and wild.</summary>
    public static ReadOnlySpan<SimulatedRegime> All => s_all;

    private static readonly SimulatedRegime[] s_all = [new(4, 0.5, 1.6, 0.6, 1), new(6, 1, 1, 1, 1), new(3, 1.7, 0.6, 1.6, 2), new(1, 3, 0.4, 2.5, 4)];

    /// <summary>The regime that a random number chooses.</summary>
    public static ref readonly SimulatedRegime Choose(ref SimulatedChance chance)
    {
        int left = (int)(chance.Next() * s_all.Sum(r => r.Weight));
        int i = 0;
        while (left >= s_all[i].Weight)
            left -= s_all[i++].Weight;
        return ref s_all[i];
    }
}
