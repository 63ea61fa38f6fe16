using System.Runtime.CompilerServices;

namespace Pawl.Indicators;

/// <summary>
/// Ehlers' measure of the dominant cycle: the smoothed price is split by a Hilbert transform into a part in phase and one a
/// quarter behind, whose turning tells the length of the cycle.
/// </summary>
internal struct HilbertCycle
{
    /// <summary>How many values what needs the length alone leaves out before it measures, as TA-Lib does.</summary>
    public const int ShortStart = 12;

    /// <summary>The same where a phase or a trend is derived from the length.</summary>
    public const int LongStart = 37;

    private const double Degrees = 180 / Math.PI;

    private Newest values;
    private Newest smoothed;
    private Newest detrended;
    private Newest quadratures;
    private Newest inPhases;
    private double turnedInPhase;
    private double turnedQuadrature;
    private double real;
    private double imaginary;
    private long start;
    private long count;

    /// <summary>The part in phase.</summary>
    public double InPhase { readonly get; private set; }

    /// <summary>The part a quarter of the cycle behind.</summary>
    public double Quadrature { readonly get; private set; }

    /// <summary>Length of the cycle in values, 6 to 50 once it has settled.</summary>
    public double Period { readonly get; private set; }

    /// <summary>The length, smoothed once more.</summary>
    public double SmoothPeriod { readonly get; private set; }

    /// <summary>The length as a whole number.</summary>
    public readonly int WholePeriod => (int)(SmoothPeriod + 0.5);

    /// <summary>The value, weighted with the three before it.</summary>
    public readonly double Smoothed => smoothed[0];

    /// <summary>How many values it has seen.</summary>
    public readonly long Count => count;

    /// <summary>The angle between the two parts in degrees; 0 where there is no part in phase.</summary>
    public readonly double Angle => InPhase == 0 ? 0 : Math.Atan(Quadrature / InPhase) * Degrees;

    public static HilbertCycle After(int start) => new() { start = start };

    /// <returns>Whether it measures already.</returns>
    public bool Add(double value)
    {
        Push(ref values, value);
        if (count++ < start)
        {
            return false;
        }

        double reach = (0.075 * Period) + 0.54;
        Push(ref smoothed, ((4 * values[0]) + (3 * values[1]) + (2 * values[2]) + values[3]) / 10);
        InPhase = detrended[2];
        Push(ref detrended, Transform(in smoothed) * reach);
        Quadrature = Transform(in detrended) * reach;
        Push(ref quadratures, Quadrature);
        Push(ref inPhases, InPhase);
        Measure(Transform(in inPhases) * reach, Transform(in quadratures) * reach);
        return true;
    }

    /// <summary>How far the two parts have turned since the value before tells the length.</summary>
    private void Measure(double aheadInPhase, double aheadQuadrature)
    {
        (double previousInPhase, double previousQuadrature) = (turnedInPhase, turnedQuadrature);
        turnedQuadrature = Decay.Snap((0.2 * (Quadrature + aheadInPhase)) + (0.8 * previousQuadrature));
        turnedInPhase = Decay.Snap((0.2 * (InPhase - aheadQuadrature)) + (0.8 * previousInPhase));
        real = Decay.Snap((0.2 * ((turnedInPhase * previousInPhase) + (turnedQuadrature * previousQuadrature))) + (0.8 * real));
        imaginary = Decay.Snap((0.2 * ((turnedInPhase * previousQuadrature) - (turnedQuadrature * previousInPhase))) + (0.8 * imaginary));
        double period = imaginary != 0 && real != 0 ? 360 / (Math.Atan(imaginary / real) * Degrees) : Period;
        period = Math.Max(Math.Min(period, 1.5 * Period), 0.67 * Period);
        period = Math.Clamp(period, 6, 50);
        Period = (0.2 * period) + (0.8 * Period);
        SmoothPeriod = (0.33 * Period) + (0.67 * SmoothPeriod);
    }

    private static double Transform(in Newest x) => (0.0962 * (x[0] - x[6])) + (0.5769 * (x[2] - x[4]));

    private static void Push(ref Newest values, double value)
    {
        for (int i = 6; i > 0; i--)
        {
            values[i] = values[i - 1];
        }

        values[0] = value;
    }

    /// <summary>The newest seven values, the newest first.</summary>
    [InlineArray(7)]
    private struct Newest
    {
        private double first;
    }
}
