namespace Pawl.Indicators;

/// <summary>
/// Mean and squared deviation of weighted values, updated so that close values of a large number lose no digits (West, 1979)
/// and that any number of updates does not drift.
/// </summary>
internal struct WeightedMoments
{
    private CompensatedSum weights;
    private CompensatedSum means;
    private CompensatedSum squares;

    /// <summary>The sum of the weights.</summary>
    public readonly double Weight => weights.Value;

    public readonly double Mean => means.Value;

    /// <summary>The weighted sum of squared distances from the mean.</summary>
    public readonly double Squares => squares.Value;

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

    /// <summary>The mean moves from the heavier side: from the lighter one it would come with the rounding error of a much larger price.</summary>
    private void Add(double weight, double mean, double squaresOfOthers)
    {
        double before = Weight;
        double total = before + weight;
        double distance = mean - Mean;
        squares.Add(squaresOfOthers + (before * (weight / total) * distance * distance));
        if (weight <= before)
        {
            means.Add(distance * (weight / total));
        }
        else
        {
            means = default;
            means.Add(mean);
            means.Add(-distance * (before / total));
        }

        weights.Add(weight);
    }
}
