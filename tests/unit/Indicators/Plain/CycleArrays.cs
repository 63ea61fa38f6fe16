namespace Pawl.Tests.Unit.Indicators;

/// <summary>
/// Ehlers' dominant cycle over whole arrays: every quantity of the published chain is an array of its own, 0 before the
/// measurement starts. Nothing of the product is used.
/// </summary>
internal sealed class CycleArrays
{
    private const double Degrees = 180 / Math.PI;

    private readonly double[] price;
    private readonly int start;

    /// <param name="start">The first bar that is measured: 12 for length and phasor, 37 where phase or trend follow.</param>
    public CycleArrays(double[] price, int start)
    {
        this.price = price;
        this.start = start;
        Smooth = Zeros();
        Detrended = Zeros();
        Quadrature = Zeros();
        InPhase = Zeros();
        Length = Zeros();
        double[] i2 = Zeros(), q2 = Zeros(), re = Zeros(), im = Zeros(), period = Zeros();
        for (int t = start; t < price.Length; t++)
        {
            double gain = (0.075 * period[t - 1]) + 0.54;
            Smooth[t] = ((4 * price[t]) + (3 * price[t - 1]) + (2 * price[t - 2]) + price[t - 3]) / 10;
            Detrended[t] = gain * Hilbert(Smooth, t);
            Quadrature[t] = gain * Hilbert(Detrended, t);
            InPhase[t] = At(Detrended, t - 3);
            i2[t] = (0.2 * (InPhase[t] - (gain * Hilbert(Quadrature, t)))) + (0.8 * i2[t - 1]);
            q2[t] = (0.2 * (Quadrature[t] + (gain * Hilbert(InPhase, t)))) + (0.8 * q2[t - 1]);
            re[t] = (0.2 * ((i2[t] * i2[t - 1]) + (q2[t] * q2[t - 1]))) + (0.8 * re[t - 1]);
            im[t] = (0.2 * ((i2[t] * q2[t - 1]) - (q2[t] * i2[t - 1]))) + (0.8 * im[t - 1]);
            double turn = re[t] != 0 && im[t] != 0 ? Math.Atan(im[t] / re[t]) * Degrees : 0;
            double length = turn != 0 ? 360 / turn : period[t - 1];
            length = length > 1.5 * period[t - 1] ? 1.5 * period[t - 1] : length;
            length = length < 0.67 * period[t - 1] ? 0.67 * period[t - 1] : length;
            length = length < 6 ? 6 : length > 50 ? 50 : length;
            period[t] = (0.2 * length) + (0.8 * period[t - 1]);
            Length[t] = (0.33 * period[t]) + (0.67 * Length[t - 1]);
        }
    }

    public double[] InPhase { get; }

    public double[] Quadrature { get; }

    /// <summary>Length of the cycle in bars, smoothed.</summary>
    public double[] Length { get; }

    private double[] Smooth { get; }

    private double[] Detrended { get; }

    /// <summary>The angle of the newest value in the cycle: that of the first harmonic of the newest whole turn.</summary>
    public double[] Phase()
    {
        double[] phase = Zeros();
        for (int t = start; t < price.Length; t++)
        {
            int turn = Turn(t);
            (double sines, double cosines) = (0, 0);
            for (int k = 0; k < turn; k++)
            {
                sines += Math.Sin(2 * Math.PI * k / turn) * At(Smooth, t - k);
                cosines += Math.Cos(2 * Math.PI * k / turn) * At(Smooth, t - k);
            }

            double angle = cosines == 0 ? phase[t - 1] + (sines > 0 ? 90 : sines < 0 ? -90 : 0) : Math.Atan(sines / cosines) * Degrees;
            angle += 90 + (360 / Length[t]);
            angle = cosines < 0 ? angle + 180 : angle;
            phase[t] = angle > 315 ? angle - 360 : angle;
        }

        return phase;
    }

    /// <summary>The mean of the newest turn, smoothed over four bars.</summary>
    public double[] Trend()
    {
        double[] mean = Zeros();
        double[] trend = Zeros();
        for (int t = start; t < price.Length; t++)
        {
            int turn = Math.Min(Turn(t), t + 1);
            for (int k = 0; k < turn; k++)
            {
                mean[t] += price[t - k];
            }

            mean[t] = turn == 0 ? 0 : mean[t] / turn;
            trend[t] = ((4 * mean[t]) + (3 * mean[t - 1]) + (2 * mean[t - 2]) + mean[t - 3]) / 10;
        }

        return trend;
    }

    /// <summary>1 where the market trends, 0 where it cycles.</summary>
    public double[] TrendMode()
    {
        (double[] phase, double[] trend, double[] mode) = (Phase(), Trend(), Zeros());
        int since = 0;
        for (int t = start; t < price.Length; t++)
        {
            double now = Math.Sin(phase[t] / Degrees) - Math.Sin((phase[t] + 45) / Degrees);
            double before = t == start ? 0 : Math.Sin(phase[t - 1] / Degrees) - Math.Sin((phase[t - 1] + 45) / Degrees);
            bool crosses = (now > 0 && before <= 0) || (now < 0 && before >= 0);
            since = crosses ? 0 : since;
            mode[t] = crosses || ++since < 0.5 * Length[t] ? 0 : 1;
            since = crosses ? 1 : since;
            double advance = phase[t] - phase[t - 1];
            mode[t] = advance > 0.67 * 360 / Length[t] && advance < 1.5 * 360 / Length[t] ? 0 : mode[t];
            mode[t] = trend[t] != 0 && Math.Abs((Smooth[t] - trend[t]) / trend[t]) >= 0.015 ? 1 : mode[t];
        }

        return mode;
    }

    /// <summary>The adaptive average and its follower.</summary>
    public (double[] Mama, double[] Fama) Adaptive(double fast, double slow)
    {
        double[] mama = Zeros(), fama = Zeros(), angle = Zeros();
        for (int t = start; t < price.Length; t++)
        {
            angle[t] = InPhase[t] == 0 ? 0 : Math.Atan(Quadrature[t] / InPhase[t]) * Degrees;
            double fall = angle[t - 1] - angle[t];
            double weight = fall <= 1 ? fast : fast / fall < slow ? slow : fast / fall;
            mama[t] = (weight * price[t]) + ((1 - weight) * mama[t - 1]);
            fama[t] = (0.5 * weight * mama[t]) + ((1 - (0.5 * weight)) * fama[t - 1]);
        }

        return (mama, fama);
    }

    private int Turn(int t) => (int)Math.Floor(Length[t] + 0.5);

    private double[] Zeros() => new double[price.Length];

    private static double At(double[] x, int t) => t < 0 ? 0 : x[t];

    /// <summary>Ehlers' transform of seven taps; by differences, so that it gives exactly nothing where nothing moves.</summary>
    private static double Hilbert(double[] x, int t) => (0.0962 * (x[t] - At(x, t - 6))) + (0.5769 * (At(x, t - 2) - At(x, t - 4)));
}
