using System.Runtime.CompilerServices;
using Pawl.Bus;
using Pawl.Tests.Unit.Bus;

namespace Pawl.Tests.Unit.Logs;

/// <summary>The process was killed.</summary>
internal sealed class KilledException : Exception;

/// <summary>How a process ends at one of its calls.</summary>
public enum Ending
{
    /// <summary>Killed before the call does anything.</summary>
    KilledBefore,

    /// <summary>Killed behind it, before it hears so.</summary>
    KilledBehind,

    /// <summary>Told to stop.</summary>
    Stopped,
}

/// <summary>Counts the calls to the outside that a process makes, and ends it at one of them.</summary>
/// <param name="at">At which call; 0 for none.</param>
/// <param name="how">How it ends.</param>
internal sealed class Death(int at, Ending how)
{
    private int calls;

    /// <summary>One that never comes.</summary>
    public static Death Never() => new(0, default);

    public int Calls => calls;

    /// <summary>Whether its other threads end with it.</summary>
    public bool EndsAll { get; init; }

    /// <summary>Whether the process was killed.</summary>
    public bool IsOver => at > 0 && calls >= at && how != Ending.Stopped;

    /// <summary>Tells the process to stop.</summary>
    public Action Stop { get; set; } = () => { };

    /// <summary>A call is made.</summary>
    /// <param name="effect">What it does to the outside.</param>
    public T Call<T>(Func<T> effect)
    {
        int call = Interlocked.Increment(ref calls);
        bool isLast = call == at;
        if (EndsAll && IsOver && call > at)
        {
            throw new KilledException();
        }

        if (isLast && how == Ending.Stopped)
        {
            Stop();
        }

        if (isLast && how == Ending.KilledBefore)
        {
            throw new KilledException();
        }

        T done = effect();
        return isLast && how == Ending.KilledBehind ? throw new KilledException() : done;
    }
}

/// <summary>A process's way to a stream; it may end at each call.</summary>
/// <param name="server">The stream.</param>
/// <param name="death">When.</param>
/// <param name="end">Told when a reader that follows has read all there is.</param>
/// <param name="name">The stream's name.</param>
internal sealed class MortalStream(StreamServer server, Death death, Action end, string name = "S") : IRecordStream
{
    public string Name => name;

    /// <summary>Whether it forgets all but the newest record of each subject.</summary>
    public bool KeepsNewest { get; init; }

    public Task<StreamEnd> EndAsync(CancellationToken cancel = default)
    {
        return death.Call(() => Task.FromResult(new StreamEnd(server.Records.Count, server.Records.LastOrDefault())));
    }

    public ValueTask<Task<bool>> AppendAsync(StreamRecord record, bool isAfterKnown, CancellationToken cancel = default)
    {
        // Its content is the writer's until it is stored.
        return death.Call(() => ValueTask.FromResult(Task.FromResult(server.TryStore(record with { Content = record.Content.ToArray() }, isAfterKnown))));
    }

    public Task<StreamRecord?> NewestAsync(string subject, CancellationToken cancel = default)
    {
        return death.Call(() => Task.FromResult(server.Records.FindLast(r => r.Subject == subject)));
    }

    public Task<IReadOnlyList<string>> SubjectsAsync(CancellationToken cancel = default)
    {
        return death.Call(() => Task.FromResult<IReadOnlyList<string>>([.. server.Records.Select(r => r.Subject).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]));
    }

    public async IAsyncEnumerable<StreamRecord> ReadAsync(long after, string subjects = "", bool follows = true, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        string start = subjects.TrimEnd('*', '>');
        foreach (StreamRecord record in server.Records.Skip((int)after).Where(r => !KeepsNewest || server.Records.FindLast(n => n.Subject == r.Subject) == r).ToArray())
        {
            death.Call(() => record);
            cancel.ThrowIfCancellationRequested();
            if (subjects is "" or ">" || record.Subject == subjects || (start != subjects && record.Subject.StartsWith(start, StringComparison.Ordinal)))
            {
                yield return record;
            }
        }

        if (follows)
        {
            end();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
        }
    }
}

/// <summary>Keys in memory; the process may end at each call.</summary>
internal sealed class MortalKeys(Dictionary<string, KeyEntry> server, Death death) : IKeys
{
    public Task<KeyEntry?> GetAsync(string key, CancellationToken cancel = default)
    {
        return death.Call(() => Task.FromResult(server.GetValueOrDefault(key)));
    }

    public Task<long?> PutAsync(string key, ReadOnlyMemory<byte> value, long revision, CancellationToken cancel = default)
    {
        return death.Call(() =>
        {
            if ((server.GetValueOrDefault(key)?.Revision ?? 0) != revision)
            {
                return Task.FromResult<long?>(null);
            }

            server[key] = new KeyEntry(value.ToArray(), revision + 1);
            return Task.FromResult<long?>(revision + 1);
        });
    }
}
