using Pawl.Persistence.Sinks;
using Pawl.Recovery;

namespace Pawl.Tests.Unit.Persistence;

/// <summary>A database of a sink in memory. Tests say when it is away, hold it in the middle of a batch, and put it back to an earlier state.</summary>
internal sealed class FakeSinkStore : ISinkStore
{
    private readonly SemaphoreSlim letIn = new(0);

    /// <summary>The streams' records in the order in which they were written, as stream and number.</summary>
    public List<(string Stream, long Number)> Written { get; } = [];

    public Dictionary<string, long> Cursors { get; } = new(StringComparer.Ordinal);

    public SinkRun Run { get; init; } = new("test", "run", "p", "d", "1");

    /// <summary>Why it is away; null where it is not.</summary>
    public volatile SinkAwayException? Away;

    /// <summary>Whether a batch is written and the answer is lost, once.</summary>
    public volatile bool LosesAnswer;

    /// <summary>Whether each batch waits for <see cref="LetIn"/>.</summary>
    public volatile bool Holds;

    public int Tries;

    public void LetIn() => letIn.Release();

    public Task<IReadOnlyDictionary<string, long>> OpenAsync(CancellationToken cancel)
    {
        Interlocked.Increment(ref Tries);
        return Away is { } away ? throw away : Task.FromResult<IReadOnlyDictionary<string, long>>(new Dictionary<string, long>(Cursors));
    }

    public async Task<long> WriteAsync(SinkBatch batch, CancellationToken cancel)
    {
        if (Holds)
        {
            await letIn.WaitAsync(cancel);
        }

        if (Away is { } away)
        {
            throw away;
        }

        foreach (SinkMove move in batch.Moves)
        {
            long stored = Cursors.GetValueOrDefault(move.Stream);
            if (stored < move.After)
            {
                throw new StoreException($"hole behind {stored}");
            }

            for (long number = stored + 1; number <= move.To; number++)
            {
                Written.Add((move.Stream, number));
            }

            Cursors[move.Stream] = Math.Max(stored, move.To);
        }

        if (LosesAnswer)
        {
            LosesAnswer = false;
            throw new SinkAwayException("the answer was lost");
        }

        return batch.Moves.Count;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
