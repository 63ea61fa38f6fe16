using System.Collections.Concurrent;
using Pawl.Ingestion;
using Pawl.Recovery;

namespace Pawl.Host.Replay.Storing;

/// <summary>Rows that were refused, from whoever reads them to whoever stores them.</summary>
/// <param name="goesOn">Whether reading goes on without such a row.</param>
internal sealed class DeadLetters(bool goesOn)
{
    /// <summary>Where so many follow each other, something else is sent than was meant.</summary>
    private const int MostWaiting = 10_000;

    private readonly ConcurrentQueue<DeadLetter> waiting = [];

    /// <summary>Takes a row; answers whether to go on.</summary>
    public bool Add(RefusedRow row)
    {
        waiting.Enqueue(new DeadLetter(row.Place, row.Reason, row.Content));
        return goesOn && waiting.Count < MostWaiting;
    }

    /// <summary>Those that wait to be stored.</summary>
    public IReadOnlyCollection<DeadLetter> Take()
    {
        List<DeadLetter> taken = [];
        while (waiting.TryDequeue(out DeadLetter? letter))
        {
            taken.Add(letter);
        }

        return taken;
    }
}
