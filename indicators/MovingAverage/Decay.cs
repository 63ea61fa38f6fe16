namespace Pawl.Indicators;

/// <summary>What averages that forget by a factor have in common.</summary>
internal static class Decay
{
    private const double Smallest = 1e-300;

    /// <summary>Ends an endless decay at zero: below lie the denormal numbers, with which processors compute very slowly.</summary>
    public static double Snap(double value) => Math.Abs(value) < Smallest ? 0 : value;
}
