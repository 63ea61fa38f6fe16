using System.Collections.Concurrent;

namespace Pawl.Host.Web;

/// <summary>What the server counted, for metrics.</summary>
internal sealed class WebCounts
{
    private readonly ConcurrentDictionary<int, long> answers = [];
    private readonly ConcurrentDictionary<(string Entry, string Reason), long> refused = [];

    /// <summary>Answers by HTTP status.</summary>
    public IEnumerable<KeyValuePair<int, long>> Answers => answers.OrderBy(a => a.Key);

    /// <summary>Refusals by entry point and reason.</summary>
    public IEnumerable<KeyValuePair<(string Entry, string Reason), long>> Refused => refused.OrderBy(r => r.Key);

    /// <summary>Frames that clients were sent.</summary>
    public long Sent;

    /// <summary>Frames that gave way to newer ones.</summary>
    public long Conflated;

    /// <summary>Clients that were given up because they were too slow.</summary>
    public long GivenUp;

    public void Answer(int status) => answers.AddOrUpdate(status, 1, static (_, n) => n + 1);

    public void Refuse(string entry, string reason) => refused.AddOrUpdate((entry, reason), 1, static (_, n) => n + 1);
}
