using System.Diagnostics;
using System.Text;
using Pawl.Bus;

namespace Pawl.Logs;

/// <summary>
/// A place that is written down from time to time, so that nothing before it need be looked at again. Whoever is behind it loses
/// nothing: it only saves work.
/// </summary>
internal sealed class Checkpoint(IKeys keys, string name)
{
    private long since = Stopwatch.GetTimestamp();
    private long revision;

    /// <summary>How long ago it was written.</summary>
    public TimeSpan Age => Stopwatch.GetElapsedTime(since);

    /// <summary>The place; empty where none was written.</summary>
    public async Task<string> ReadAsync(CancellationToken cancel)
    {
        KeyEntry? entry = await keys.GetAsync(name, cancel);
        revision = entry?.Revision ?? 0;
        return entry is null ? "" : Encoding.ASCII.GetString(entry.Value.Span);
    }

    /// <returns>Whether it was written; else the next time will do.</returns>
    public async Task<bool> WriteAsync(string place, CancellationToken cancel)
    {
        since = Stopwatch.GetTimestamp();
        try
        {
            long? written = await keys.PutAsync(name, Encoding.ASCII.GetBytes(place), revision, cancel);
            revision = written ?? (await keys.GetAsync(name, cancel))?.Revision ?? 0;
            return written is not null;
        }
        catch (BusException)
        {
            return false;
        }
    }
}
