namespace Pawl.Bench;

/// <summary>The shortest time of one run of each, in seconds, and the bytes that a run of the subject allocated at least.</summary>
public readonly record struct Result(double Subject, double Baseline, long Allocated)
{
    public double Ratio => Subject / Baseline;
}
