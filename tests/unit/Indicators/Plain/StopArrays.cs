namespace Pawl.Tests.Unit.Indicators;

/// <summary>Stops that follow a trend over whole arrays, each direction written out for itself. Nothing of the product is used.</summary>
internal static class StopArrays
{
    /// <summary>SuperTrend as in TradingView: the band in force, and 1 in a fall, −1 in a rise.</summary>
    public static double[][] SuperTrend(double[] high, double[] low, double[] close, double[] range, int first, double multiplier)
    {
        double[] upper = new double[close.Length], lower = new double[close.Length], value = Undefined(close.Length), direction = Undefined(close.Length);
        for (int t = first; t < close.Length; t++)
        {
            upper[t] = ((high[t] + low[t]) / 2) + (multiplier * range[t]);
            lower[t] = ((high[t] + low[t]) / 2) - (multiplier * range[t]);
            if (t == first)
            {
                direction[t] = 1;
                value[t] = upper[t];
                continue;
            }

            if (upper[t] >= upper[t - 1] && close[t - 1] <= upper[t - 1])
            {
                upper[t] = upper[t - 1];
            }

            if (lower[t] <= lower[t - 1] && close[t - 1] >= lower[t - 1])
            {
                lower[t] = lower[t - 1];
            }

            bool wasFalling = value[t - 1] == upper[t - 1];
            direction[t] = wasFalling && close[t] > upper[t] ? -1 : !wasFalling && close[t] < lower[t] ? 1 : wasFalling ? 1 : -1;
            value[t] = direction[t] > 0 ? upper[t] : lower[t];
        }

        return [value, direction];
    }

    /// <summary>How a stop gathers speed: where it begins, what it adds, where it ends.</summary>
    internal readonly record struct Pace(double Start, double Step, double Most);

    /// <summary>Wilder's stop and reverse with TA-Lib's beginning: the stop, and 1 long, −1 short.</summary>
    /// <param name="begin">The first stop, negative for a short position; 0: from the first two bars.</param>
    /// <param name="offset">The share by which a stop is moved away at a reversal.</param>
    public static double[][] Parabolic(double[] high, double[] low, Pace ofLong, Pace ofShort, double begin = 0, double offset = 0)
    {
        double[] stops = Undefined(high.Length), directions = Undefined(high.Length);
        (double fall, double rise) = (low[0] - low[1], high[1] - high[0]);
        bool isLong = begin > 0 || (begin == 0 && !(fall > 0 && fall > rise));
        double pace = isLong ? ofLong.Start : ofShort.Start;
        double extreme = isLong ? high[1] : low[1];
        double stop = begin != 0 ? Math.Abs(begin) : isLong ? low[0] : high[0];
        for (int t = 1; t < high.Length; t++)
        {
            int before = Math.Max(1, t - 1);
            double top = Math.Max(high[t], high[before]);
            double bottom = Math.Min(low[t], low[before]);
            if (isLong && low[t] <= stop)
            {
                (isLong, stop, pace) = (false, Math.Max(extreme, top), ofShort.Start);
                stop += stop * offset;
                stops[t] = stop;
                extreme = low[t];
                stop = Math.Max(stop + (pace * (extreme - stop)), top);
            }
            else if (!isLong && high[t] >= stop)
            {
                (isLong, stop, pace) = (true, Math.Min(extreme, bottom), ofLong.Start);
                stop -= stop * offset;
                stops[t] = stop;
                extreme = high[t];
                stop = Math.Min(stop + (pace * (extreme - stop)), bottom);
            }
            else if (isLong)
            {
                stops[t] = stop;
                pace = high[t] > extreme ? Math.Min(pace + ofLong.Step, ofLong.Most) : pace;
                extreme = Math.Max(extreme, high[t]);
                stop = Math.Min(stop + (pace * (extreme - stop)), bottom);
            }
            else
            {
                stops[t] = stop;
                pace = low[t] < extreme ? Math.Min(pace + ofShort.Step, ofShort.Most) : pace;
                extreme = Math.Min(extreme, low[t]);
                stop = Math.Max(stop + (pace * (extreme - stop)), top);
            }

            directions[t] = isLong ? 1 : -1;
        }

        return [stops, directions];
    }

    private static double[] Undefined(int count)
    {
        double[] values = new double[count];
        Array.Fill(values, double.NaN);
        return values;
    }
}
