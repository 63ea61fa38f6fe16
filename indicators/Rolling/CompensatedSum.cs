namespace Pawl.Indicators;

/// <summary>
/// A sum that keeps beside it what rounding takes from each addition, so that a hundred million of them lose no digits
/// (Knuth's two-sum; Neumaier, Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen, 1974).
/// </summary>
internal struct CompensatedSum
{
    private double sum;
    private double lost;

    public readonly double Value => sum + lost;

    public void Add(double value)
    {
        double next = sum + value;
        double added = next - sum;
        lost += sum - (next - added) + (value - added);
        sum = next;
    }
}
