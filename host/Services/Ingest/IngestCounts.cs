using System.Collections.Concurrent;
using Pawl.Types;

namespace Pawl.Host.Services.Ingest;

/// <summary>What the gateway counted, for metrics.</summary>
public sealed class IngestCounts
{
    private readonly ConcurrentDictionary<string, long> refused = new(StringComparer.Ordinal);
    private long accepted;
    private long duplicates;
    private long gaps;
    private long late;
    private long lag;

    /// <summary>Ticks and quotes that the stream has.</summary>
    public long Accepted => Interlocked.Read(ref accepted);

    /// <summary>Ticks and quotes that had come before.</summary>
    public long Duplicates => Interlocked.Read(ref duplicates);

    /// <summary>Holes in the numbers of streams.</summary>
    public long Gaps => Interlocked.Read(ref gaps);

    /// <summary>Ticks and quotes that came when their gap was permanent.</summary>
    public long Late => Interlocked.Read(ref late);

    /// <summary>How old the newest tick of the last batch was when the stream had it, in seconds.</summary>
    public double Lag => Interlocked.Read(ref lag) / 1e9;

    /// <summary>Refusals by reason.</summary>
    public IEnumerable<KeyValuePair<string, long>> Refused => refused.OrderBy(r => r.Key, StringComparer.Ordinal);

    public void Refuse(string reason) => refused.AddOrUpdate(reason, 1, static (_, n) => n + 1);

    public void Gap(int count = 1) => Interlocked.Add(ref gaps, count);

    public void Take(int taken, int known, int tooLate, Timestamp newest, Timestamp now)
    {
        Interlocked.Add(ref accepted, taken);
        Interlocked.Add(ref duplicates, known);
        Interlocked.Add(ref late, tooLate);
        if (taken > 0)
        {
            Interlocked.Exchange(ref lag, now - newest);
        }
    }
}
