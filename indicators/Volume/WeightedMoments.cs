namespace Pawl.Indicators;

/// <summary>Mean and squared deviation of weighted values, updated so that close values of a large number lose no digits (West, 1979).</summary>
internal struct WeightedMoments
{
    /// <summary>The sum of the weights.</summary>
    public double Weight { readonly get; private set; }

    public double Mean { readonly get; private set; }

    /// <summary>The weighted sum of squared distances from the mean.</summary>
    public double Squares { readonly get; private set; }

    public void Add(double value, double weight)
    {
        if (weight > 0)
        {
            Add(weight, value, 0);
        }
    }

    /// <summary>Joins the moments of other values.</summary>
    public void Add(in WeightedMoments other)
    {
        if (other.Weight > 0)
        {
            Add(other.Weight, other.Mean, other.Squares);
        }
    }

    private void Add(double weight, double mean, double squares)
    {
        double total = Weight + weight;
        double distance = mean - Mean;
        double share = weight / total;
        Squares += squares + (Weight * share * distance * distance);
        Mean += distance * share;
        Weight = total;
    }
}
