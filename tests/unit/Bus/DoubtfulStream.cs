using System.Runtime.CompilerServices;
using Pawl.Bus;

namespace Pawl.Tests.Unit.Bus;

/// <summary>A server's stream in memory, as the whole of it is seen by all that write to it.</summary>
internal sealed class StreamServer
{
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public List<StreamRecord> Records { get; } = [];

    /// <summary>Ends with the next record.</summary>
    public Task Changed(CancellationToken cancel) => changed.Task.WaitAsync(cancel);

    /// <summary>Stores a record if it belongs there.</summary>
    public bool TryStore(StreamRecord record, bool isAfterKnown)
    {
        bool follows = isAfterKnown || (Records.Count > 0 && Records[^1].Epoch == record.Epoch && Records[^1].Number == record.Number - 1);
        if (record.Sequence != Records.Count + 1 || !follows)
        {
            return false;
        }

        Records.Add(record);
        TaskCompletionSource waiting = changed;
        changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.SetResult();
        return true;
    }
}

/// <summary>
/// One client's way to it, on which anything may happen that a network and a killed server can do: answers that are lost, records
/// that are lost, records that are stored long after, a server that cannot be asked.
/// </summary>
/// <param name="server">The stream.</param>
/// <param name="random">The course of things.</param>
/// <param name="trouble">How often in a hundred something goes wrong.</param>
internal sealed class DoubtfulStream(StreamServer server, Random random, int trouble) : IRecordStream
{
    private readonly List<(StreamRecord Record, bool IsAfterKnown)> late = [];

    public string Name => "S";

    public Task<StreamEnd> EndAsync(CancellationToken cancel = default)
    {
        Doubt();
        StoreLate(all: false);
        return Task.FromResult(new StreamEnd(server.Records.Count, server.Records.LastOrDefault()));
    }

    public ValueTask<Task<bool>> AppendAsync(StreamRecord record, bool isAfterKnown, CancellationToken cancel = default)
    {
        if (!Happens())
        {
            return ValueTask.FromResult(Task.FromResult(server.TryStore(record, isAfterKnown)));
        }

        switch (random.Next(4))
        {
            case 0:
                throw new BusException("not sent");
            case 1:
                server.TryStore(record, isAfterKnown);
                break;
            case 2:
                late.Add((record, isAfterKnown));
                break;
            default:
                break;
        }

        return ValueTask.FromResult(Task.FromException<bool>(new BusException("no answer")));
    }

    public Task<StreamRecord?> NewestAsync(string subject, CancellationToken cancel = default)
    {
        Doubt();
        return Task.FromResult(server.Records.FindLast(r => r.Subject == subject));
    }

    public Task<IReadOnlyList<string>> SubjectsAsync(CancellationToken cancel = default)
    {
        Doubt();
        return Task.FromResult<IReadOnlyList<string>>([.. server.Records.Select(r => r.Subject).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    public async IAsyncEnumerable<StreamRecord> ReadAsync(long after, string subjects = "", bool follows = true, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await Task.CompletedTask;
        string start = subjects.TrimEnd('*');
        for (int i = (int)after; ; i++)
        {
            while (follows && i >= server.Records.Count)
            {
                await server.Changed(cancel);
            }

            if (i >= server.Records.Count)
            {
                yield break;
            }

            Doubt();
            StreamRecord record = server.Records[i];
            if (subjects is "" or ">" || record.Subject == subjects || (start != subjects && record.Subject.StartsWith(start, StringComparison.Ordinal)))
            {
                yield return record;
            }
        }
    }

    /// <summary>What was on its way arrives at last.</summary>
    public void StoreLate(bool all)
    {
        foreach ((StreamRecord Record, bool IsAfterKnown) one in late.Where(_ => all || random.Next(2) == 0).ToArray())
        {
            server.TryStore(one.Record, one.IsAfterKnown);
            late.Remove(one);
        }
    }

    private void Doubt()
    {
        if (Happens())
        {
            throw new BusException("the server cannot be asked");
        }
    }

    private bool Happens() => random.Next(100) < trouble;
}
