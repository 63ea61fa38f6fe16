namespace Pawl.Bench;

/// <summary>One line of the table: a piece of work, what it is measured against, and how close it should come.</summary>
/// <param name="Name">what is measured</param>
/// <param name="Against">what it is measured against</param>
/// <param name="Goal">how the two are compared, and the figure aimed at</param>
/// <param name="Units">how many units of work one run of either does</param>
/// <param name="Unit">what a unit is called</param>
/// <param name="Subject">the work; running it again does the same again</param>
/// <param name="Baseline">the same, or as much, done the other way</param>
public sealed record Row(string Name, string Against, Goal Goal, double Units, string Unit, Action Subject, Action Baseline)
{
    /// <summary>Amounts of memory instead of times; asked a few times, the least counts.</summary>
    public (Func<double> Subject, Func<double> Baseline)? Bytes { get; init; }

    /// <summary>One of many alike, for which less time will do.</summary>
    public bool IsBrief { get; init; }

    /// <summary>Why the row cannot be measured here; then its work is not run.</summary>
    public string? Missing { get; init; }

    public static Row OfBytes(string name, string against, Goal goal, Func<double> subject, Func<double> baseline) =>
        new(name, against, goal, 1, "", () => { }, () => { }) { Bytes = (subject, baseline) };

    public static Row Skipped(string name, string against, string why) =>
        new(name, against, Goal.None, 1, "", () => { }, () => { }) { Missing = why };
}
