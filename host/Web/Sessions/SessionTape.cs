using Pawl.Host.Replay.Storing;

namespace Pawl.Host.Web.Sessions;

/// <summary>The input events of a stored run, all its logs together: by time, at one time by the name of the log.</summary>
internal sealed class SessionTape
{
    private readonly List<StoredEvents> waiting = [];

    /// <param name="logs">The events of each log, from where the tape begins.</param>
    public SessionTape(IEnumerable<StoredEvents> logs)
    {
        waiting.AddRange(logs.Where(l => l.MoveNext()));
        waiting.Sort(Compare);
    }

    /// <summary>The log whose current event comes next; null at the end.</summary>
    public StoredEvents? Next => waiting.Count == 0 ? null : waiting[0];

    /// <summary>Goes on to the event behind that one.</summary>
    public void Advance()
    {
        StoredEvents first = waiting[0];
        waiting.RemoveAt(0);
        if (first.MoveNext())
        {
            int at = waiting.FindIndex(other => Compare(first, other) < 0);
            waiting.Insert(at < 0 ? waiting.Count : at, first);
        }
    }

    private static int Compare(StoredEvents one, StoredEvents other) =>
        one.Current.Time != other.Current.Time ? one.Current.Time.CompareTo(other.Current.Time) : string.CompareOrdinal(one.Log, other.Log);
}
