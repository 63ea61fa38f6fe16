using Pawl.Engine;

namespace Pawl.Indicators;

/// <summary>Where in the dominant cycle the newest value lies, in degrees: the angle of the cycle's own wave over its last turn.</summary>
internal struct CyclePhase
{
    private const double Degrees = 180 / Math.PI;

    private Ring<double> smoothed;

    /// <summary>The phase, −45 to 315.</summary>
    public double Value { readonly get; private set; }

    public readonly double Sine => Math.Sin(Value / Degrees);

    /// <summary>The sine an eighth of a turn ahead.</summary>
    public readonly double LeadSine => Math.Sin((Value + 45) / Degrees);

    public static CyclePhase Of(ref Layout l) => new() { smoothed = l.Ring<double>(50) };

    public void Add(in HilbertCycle cycle, in Ctx c)
    {
        RingView<double> values = c.Open(ref smoothed);
        values.Push(cycle.Smoothed);
        int length = cycle.WholePeriod;
        double real = 0;
        double imaginary = 0;
        for (int i = 0; i < Math.Min(length, values.Count); i++)
        {
            double angle = i * 2 * Math.PI / length;
            real += Math.Sin(angle) * values[i];
            imaginary += Math.Cos(angle) * values[i];
        }

        double phase = imaginary != 0 ? Math.Atan(real / imaginary) * Degrees : Value + (90 * Math.Sign(real));
        phase += 90 + (360 / cycle.SmoothPeriod) + (imaginary < 0 ? 180 : 0);
        Value = phase > 315 ? phase - 360 : phase;
    }
}
