using System.Globalization;

namespace Pawl.Host.Services.Monitoring;

/// <summary>How much came on which subjects.</summary>
internal sealed class TrafficCounts
{
    /// <summary>Subjects that are told apart; a server may have any number.</summary>
    private const int MostSubjects = 10_000;
    private const string Others = "(others)";

    private readonly Dictionary<string, (long Messages, long Bytes)> counts = new(StringComparer.Ordinal);

    public long Messages { get; private set; }

    public void Add(string subject, int bytes)
    {
        string key = counts.ContainsKey(subject) || counts.Count < MostSubjects ? subject : Others;
        (long messages, long before) = counts.GetValueOrDefault(key);
        counts[key] = (messages + 1, before + bytes);
        Messages++;
    }

    /// <summary>A table of the subjects with the most bytes.</summary>
    /// <param name="seconds">Over how long it was counted.</param>
    /// <param name="most">At most so many.</param>
    public IEnumerable<string> Table(double seconds, int most)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"{"messages",12} {"a second",12} {"bytes",14} {"mean",8}  subject");
        foreach ((string subject, (long messages, long bytes)) in counts.OrderByDescending(c => c.Value.Bytes).ThenBy(c => c.Key, StringComparer.Ordinal).Take(most))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{messages,12:N0} {messages / seconds,12:N1} {bytes,14:N0} {bytes / messages,8:N0}  {subject}");
        }

        if (counts.Count > most)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"and {counts.Count - most} subjects more");
        }
    }
}
