using System.Text;

namespace Pawl.Bus;

/// <summary>
/// Appends to a stream as its only owner. Many records are on their way at once, each with the number that it is to have. After a
/// doubt - no answer, a lost connection, a refusal - the end of the stream is read: it says which of them are there, and the rest is
/// sent again. An owner whose stream was taken over learns it at his next record, and cannot write. One thread at a time.
/// </summary>
public sealed class FencedWriter
{
    private const int MostTries = 50;

    private readonly IRecordStream stream;
    private readonly int window;
    private readonly TimeSpan pause;
    private readonly Queue<(StreamRecord Record, Task<bool> Stored)> flying = new();
    private long sequence;
    private long number;

    private string? doubt;

    // Once it is not known what the stream ends with, nothing may be sent any more: a number alone could find its place by chance.
    private Exception? ended;

    private FencedWriter(IRecordStream stream, int window, TimeSpan pause, long epoch, long sequence)
    {
        this.stream = stream;
        this.window = window;
        this.pause = pause;
        Epoch = epoch;
        this.sequence = sequence;
    }

    /// <summary>Which owner this is.</summary>
    public long Epoch { get; }

    /// <summary>The number of the newest record of the stream that is known to be stored.</summary>
    public long Stored { get; private set; }

    /// <summary>Takes a stream over: from then on whoever owned it cannot append.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="subject">The subject of the record that says so.</param>
    /// <param name="owner">By this owners are told apart; another each time a program starts.</param>
    /// <param name="window">How many records may be on their way at once.</param>
    /// <param name="pause">How long to wait before a server that did not answer is asked again.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="OwnershipLostException">Somebody else took it over at the same moment.</exception>
    /// <exception cref="StreamBrokenException">The stream has lost its last record, so that nobody knows whose it is.</exception>
    public static async Task<FencedWriter> TakeAsync(IRecordStream stream, string subject, string owner, int window, TimeSpan pause, CancellationToken cancel = default)
    {
        ReadOnlyMemory<byte> mine = Encoding.UTF8.GetBytes(owner);
        StreamEnd end = await EndAsync(stream, pause, cancel);
        while (true)
        {
            if (end.Sequence > 0 && end.Last is null)
            {
                throw new StreamBrokenException($"stream {stream.Name}: its last record ({end.Sequence}) is gone; restore it, or begin with a new stream");
            }

            StreamRecord take = new(end.Sequence + 1, subject, (end.Last?.Epoch ?? 0) + 1, 0, mine);
            bool isRefused = false;
            try
            {
                isRefused = !await await stream.AppendAsync(take, isAfterKnown: true, cancel);
            }
            catch (BusException)
            {
                // The end of the stream says whether it was stored.
            }

            end = await EndAsync(stream, pause, cancel);
            if (end.Last is { } last && last.Epoch == take.Epoch && last.Number == 0 && last.Content.Span.SequenceEqual(mine.Span))
            {
                return new FencedWriter(stream, window, pause, take.Epoch, end.Sequence) { Stored = end.Sequence };
            }

            if (isRefused || end.Sequence >= take.Sequence)
            {
                throw new OwnershipLostException(stream.Name, take.Epoch, end.Last?.Epoch ?? 0);
            }
        }
    }

    /// <summary>Appends a record: it is on its way when this returns, and stored at the latest when <see cref="FlushAsync"/> does.</summary>
    /// <exception cref="OwnershipLostException">The stream has another owner.</exception>
    /// <exception cref="StreamBrokenException">The stream is not the one that was taken over.</exception>
    public ValueTask AppendAsync(string subject, ReadOnlyMemory<byte> content, CancellationToken cancel = default) => AppendAsync(subject, content, "", cancel);

    /// <inheritdoc cref="AppendAsync(string, ReadOnlyMemory{byte}, CancellationToken)"/>
    /// <param name="subject">Its subject.</param>
    /// <param name="content">Its content, which must not change until it is stored.</param>
    /// <param name="mark">What the writer wants to find again with it.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async ValueTask AppendAsync(string subject, ReadOnlyMemory<byte> content, string mark, CancellationToken cancel = default)
    {
        ThrowIfEnded();
        while (flying.Count >= window)
        {
            await SettleAsync(cancel);
        }

        await SendAsync(new StreamRecord(++sequence, subject, Epoch, ++number, content) { Mark = mark }, cancel);
        while (flying.TryPeek(out (StreamRecord Record, Task<bool> Stored) first) && first.Stored.IsCompleted)
        {
            await SettleAsync(cancel);
        }
    }

    /// <summary>Waits until all records are stored.</summary>
    /// <exception cref="OwnershipLostException">The stream has another owner.</exception>
    /// <exception cref="StreamBrokenException">The stream is not the one that was taken over.</exception>
    public async Task FlushAsync(CancellationToken cancel = default)
    {
        ThrowIfEnded();
        while (flying.Count > 0)
        {
            await SettleAsync(cancel);
        }
    }

    private void ThrowIfEnded()
    {
        if (ended is { } reason)
        {
            throw reason as OwnershipLostException ?? (Exception)new StreamBrokenException($"stream {stream.Name}: this owner ended in doubt and has to take it over again: {reason.Message}");
        }
    }

    private async ValueTask SendAsync(StreamRecord record, CancellationToken cancel)
    {
        Task<bool> stored;
        try
        {
            stored = await stream.AppendAsync(record, flying.Count == 0, cancel);
        }
        catch (BusException e)
        {
            stored = Task.FromException<bool>(e);
        }

        flying.Enqueue((record, stored));
    }

    /// <summary>Waits for the answer to the oldest record.</summary>
    private async ValueTask SettleAsync(CancellationToken cancel)
    {
        (StreamRecord record, Task<bool> stored) = flying.Peek();
        if (await Answer(stored).WaitAsync(cancel) == true)
        {
            flying.Dequeue();
            Stored = record.Sequence;
        }
        else
        {
            try
            {
                await ResolveAsync(cancel);
            }
            catch (Exception e)
            {
                ended = e;
                throw;
            }
        }
    }

    /// <returns>null when nobody knows.</returns>
    private async Task<bool?> Answer(Task<bool> stored)
    {
        try
        {
            return await stored;
        }
        catch (BusException e)
        {
            doubt = e.Message;
            return null;
        }
    }

    /// <summary>Reads which of the records on their way are stored, and sends the others again.</summary>
    private async ValueTask ResolveAsync(CancellationToken cancel)
    {
        StreamRecord[] doubtful = [.. flying.Select(f => f.Record)];
        for (int tries = 0; ; tries++)
        {
            // As long as one of them may still be stored, the end of the stream says nothing of it.
            foreach ((_, Task<bool> answer) in flying)
            {
                await Answer(answer).WaitAsync(cancel);
            }

            flying.Clear();
            StreamEnd end = await EndAsync(stream, pause, cancel);
            long known = NumberOf(end);
            if (known > doubtful[0].Number - 1)
            {
                tries = 0;
            }
            else if (tries == MostTries)
            {
                throw new BusException($"stream {stream.Name}: the server refuses record {end.Sequence + 1} although the stream ends before it{(doubt is null ? "" : $"; it said at last: {doubt}")}");
            }

            Stored = end.Sequence;
            doubtful = [.. doubtful.Where(r => r.Number > known)];
            sequence = end.Sequence;
            if (doubtful.Length == 0)
            {
                return;
            }

            // The first alone: what stands before it is known, and a server that was started anew may have forgotten whose that was.
            await SendAsync(doubtful[0] with { Sequence = ++sequence }, cancel);
            if (await Answer(flying.Peek().Stored).WaitAsync(cancel) == true)
            {
                foreach (StreamRecord record in doubtful[1..])
                {
                    await SendAsync(record with { Sequence = ++sequence }, cancel);
                }

                return;
            }
        }
    }

    /// <summary>How many of this owner's records are stored.</summary>
    private long NumberOf(StreamEnd end) => end.Last is not { } last
        ? throw new StreamBrokenException($"stream {stream.Name}: its last record is gone; restore it, or begin with a new stream")
        : last.Epoch > Epoch ? throw new OwnershipLostException(stream.Name, Epoch, last.Epoch)
        : last.Epoch < Epoch ? throw new StreamBrokenException($"stream {stream.Name}: it ends with epoch {last.Epoch} although epoch {Epoch} has written to it; it was replaced")
        : last.Number;

    private static async Task<StreamEnd> EndAsync(IRecordStream stream, TimeSpan pause, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return await stream.EndAsync(cancel);
            }
            catch (BusException)
            {
                await Task.Delay(pause, cancel);
            }
        }
    }
}
