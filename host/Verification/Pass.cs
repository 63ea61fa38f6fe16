namespace Pawl.Host.Verification;

/// <summary>One reading of a tape: each log on a course of its own.</summary>
internal sealed class Pass(ITape tape, Func<TapeLog, Course> begin)
{
    private readonly Dictionary<string, Course> courses = new(StringComparer.Ordinal);

    /// <summary>How many events were read.</summary>
    public long Events { get; private set; }

    public IReadOnlyCollection<Course> Courses => courses.Values;

    /// <summary>Goes through the tape.</summary>
    /// <param name="events">How many of its events there are this time.</param>
    /// <param name="stop">Asks to end before.</param>
    public void Run(long events, CancellationToken stop)
    {
        foreach (TapePiece piece in tape.Read(events))
        {
            stop.ThrowIfCancellationRequested();
            if (!courses.TryGetValue(piece.Log.Name, out Course? course))
            {
                courses.Add(piece.Log.Name, course = begin(piece.Log));
            }

            Events += piece.Events.Length;
            course.Process(piece.Events);
        }
    }

    /// <summary>Closes the bars that are open at the end.</summary>
    public void Flush()
    {
        foreach (Course course in courses.Values)
        {
            course.Flush();
        }
    }
}
