using System.Runtime.CompilerServices;
using Pawl.Bus;
using Pawl.Tests.Unit.Bus;

namespace Pawl.Tests.Unit.Logs;

/// <summary>The process was killed.</summary>
internal sealed class KilledException : Exception;

/// <summary>Counts the calls to the outside that a process makes, and kills it at one of them.</summary>
/// <param name="at">At which call; 0 for none.</param>
internal sealed class Death(int at)
{
    private int calls;

    public int Calls => calls;

    /// <summary>Whether this call is the last one.</summary>
    public bool Comes() => ++calls == at;

    public void Check()
    {
        if (Comes())
        {
            throw new KilledException();
        }
    }
}

/// <summary>A process's way to a stream; it may be killed at each call, before or behind what the call does.</summary>
/// <param name="server">The stream.</param>
/// <param name="death">When.</param>
/// <param name="isAfter">Whether a record is still stored at the call that kills.</param>
/// <param name="end">Told when a reader that follows has read all there is.</param>
internal sealed class MortalStream(StreamServer server, Death death, bool isAfter, Action end) : IRecordStream
{
    public string Name => "S";

    public Task<StreamEnd> EndAsync(CancellationToken cancel = default)
    {
        death.Check();
        return Task.FromResult(new StreamEnd(server.Records.Count, server.Records.LastOrDefault()));
    }

    public ValueTask<Task<bool>> AppendAsync(StreamRecord record, bool isAfterKnown, CancellationToken cancel = default)
    {
        bool isLast = death.Comes();
        if (isLast && !isAfter)
        {
            throw new KilledException();
        }

        // Its content is the writer's until it is stored.
        bool isStored = server.TryStore(record with { Content = record.Content.ToArray() }, isAfterKnown);
        return isLast ? throw new KilledException() : ValueTask.FromResult(Task.FromResult(isStored));
    }

    public Task<StreamRecord?> NewestAsync(string subject, CancellationToken cancel = default)
    {
        death.Check();
        return Task.FromResult(server.Records.FindLast(r => r.Subject == subject));
    }

    public Task<IReadOnlyList<string>> SubjectsAsync(CancellationToken cancel = default)
    {
        death.Check();
        return Task.FromResult<IReadOnlyList<string>>([.. server.Records.Select(r => r.Subject).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    public async IAsyncEnumerable<StreamRecord> ReadAsync(long after, string subjects = "", bool follows = true, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        string start = subjects.TrimEnd('*');
        foreach (StreamRecord record in server.Records.Skip((int)after).ToArray())
        {
            death.Check();
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

/// <summary>Keys in memory; the process may be killed at each call.</summary>
internal sealed class MortalKeys(Dictionary<string, KeyEntry> server, Death death) : IKeys
{
    public Task<KeyEntry?> GetAsync(string key, CancellationToken cancel = default)
    {
        death.Check();
        return Task.FromResult(server.GetValueOrDefault(key));
    }

    public Task<long?> PutAsync(string key, ReadOnlyMemory<byte> value, long revision, CancellationToken cancel = default)
    {
        death.Check();
        if ((server.GetValueOrDefault(key)?.Revision ?? 0) != revision)
        {
            return Task.FromResult<long?>(null);
        }

        server[key] = new KeyEntry(value.ToArray(), revision + 1);
        return Task.FromResult<long?>(revision + 1);
    }
}
