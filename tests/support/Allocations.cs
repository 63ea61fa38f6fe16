namespace Pawl.Tests.Support;

/// <summary>Measures what code allocates once it is warm.</summary>
public static class Allocations
{
    /// <summary>
    /// The least that one of several rounds allocates. The runtime itself allocates when it compiles a method anew, which it
    /// does at moments of its own choosing; what the code allocates shows in every round.
    /// </summary>
    public static long Least(Action round, int rounds = 30)
    {
        long least = long.MaxValue;
        for (int i = 0; i < rounds && least > 0; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            round();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
