namespace Pawl.Bench;

/// <summary>Where results go, so that no work can be left out as unused.</summary>
public static class Sink
{
    private static long _taken;

    public static void Take(long value) => Volatile.Write(ref _taken, _taken + value);
}
