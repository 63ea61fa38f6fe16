using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Pawl.Bus;
using Pawl.Logs;
using Pawl.Persistence.Sinks;
using Pawl.Recovery;

namespace Pawl.Feed;

/// <summary>How a database is fed.</summary>
/// <param name="SymbolsOf">The symbols of a log, by the numbers that its events have.</param>
public sealed record FeedOptions(Func<string, IReadOnlyList<string>> SymbolsOf)
{
    /// <summary>Events, records of outputs and letters with which a batch is full.</summary>
    public int BatchRows { get; init; } = 4096;

    /// <summary>Bytes with which it is full.</summary>
    public long BatchBytes { get; init; } = 4 << 20;

    /// <summary>After so long it is written as it is.</summary>
    public TimeSpan BatchEvery { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How long writing may take after it was told to stop.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>The accounts whose logs it is given, too.</summary>
    public IReadOnlyList<AccountStreams> Accounts { get; init; } = [];

    /// <summary>How streams are read.</summary>
    public ReaderOptions Reading { get; init; } = new();
}

/// <summary>
/// Gives the sink of a database what logs took and said. How far it has come stands in the database, in the transaction of what it
/// brought, so that whoever goes on, or does the same beside it, brings nothing twice and leaves nothing out.
/// </summary>
/// <param name="partitions">The logs.</param>
/// <param name="letters">What was refused; null where somebody else brings it.</param>
/// <param name="options">How it works.</param>
public sealed class DatabaseFeed(IReadOnlyList<LogStreams> partitions, ILetters? letters, FeedOptions options)
{
    private const int Ahead = 256;

    private Task<bool>? more;
    private Task written = Task.CompletedTask;

    private delegate void Piece(BatchBuilder to);

    /// <summary>Works until it is told to stop; then what was read is written, as far as the database takes it.</summary>
    /// <param name="sink">The sink.</param>
    /// <param name="stop">Tells it to stop.</param>
    /// <exception cref="StreamBrokenException">A stream does not hold what it must.</exception>
    /// <exception cref="StoreException">A record cannot be read, or the database cannot be gone on with.</exception>
    public async Task RunAsync(SinkQueue sink, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(sink);
        string[] streams = [.. partitions.SelectMany(p => (string[])[p.Inputs.Name, p.Outputs.Name]), .. options.Accounts.Select(a => a.Log.Name), .. letters is null ? (string[])[] : [letters.Name]];
        IReadOnlyDictionary<string, long> cursors = await sink.CursorsAsync(streams, stop);
        BatchBuilder batch = new(cursors, options.SymbolsOf);
        Channel<Piece> coming = Channel.CreateBounded<Piece>(Ahead);
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        List<Task> readers = [.. partitions.Select(p => ReadAsync(PiecesOf(p, cursors, ended.Token), coming.Writer, ended.Token))];
        readers.AddRange(options.Accounts.Select(a => ReadAsync(PiecesOf(a, cursors[a.Log.Name], ended.Token), coming.Writer, ended.Token)));
        if (letters is { } refused)
        {
            readers.Add(ReadAsync(PiecesOf(refused, cursors[refused.Name], ended.Token), coming.Writer, ended.Token));
        }

        try
        {
            await FeedAsync(sink, batch, coming.Reader, ended.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await EndAsync(sink, batch);
        }
        finally
        {
            await ended.CancelAsync();
            await Task.WhenAll(readers);
        }
    }

    private async Task FeedAsync(SinkQueue sink, BatchBuilder batch, ChannelReader<Piece> coming, CancellationToken stop)
    {
        while (true)
        {
            if (batch.Rows >= options.BatchRows || batch.Bytes >= options.BatchBytes || (!batch.IsEmpty && batch.Age >= options.BatchEvery))
            {
                await sink.AcceptAsync(batch.Complete(), stop);
            }

            if (coming.TryRead(out Piece? piece))
            {
                piece(batch);
            }
            else
            {
                await WaitAsync(sink, coming, batch, stop);
            }
        }
    }

    /// <summary>Waits for more, but not longer than what is there may wait, nor when the database cannot be gone on with.</summary>
    private async Task WaitAsync(SinkQueue sink, ChannelReader<Piece> coming, BatchBuilder batch, CancellationToken stop)
    {
        more ??= coming.WaitToReadAsync(stop).AsTask();
        if (batch.IsEmpty)
        {
            written = written.IsCompletedSuccessfully ? sink.FlushAsync(stop) : written;
            if (await Task.WhenAny(more, written) == written)
            {
                await written;
                await more;
            }
        }
        else
        {
            TimeSpan left = options.BatchEvery - batch.Age;
            await Task.WhenAny(more, Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, stop));
        }

        if (more.IsCompleted)
        {
            // A reader that failed has told why.
            await more;
            more = null;
        }
    }

    private async Task EndAsync(SinkQueue sink, BatchBuilder batch)
    {
        using CancellationTokenSource late = new(options.Patience);
        try
        {
            if (!batch.IsEmpty)
            {
                await sink.AcceptAsync(batch.Complete(), late.Token);
            }

            // What is not written lies on disk, or is read again.
            if (sink.Status.State == SinkState.Ready)
            {
                await sink.FlushAsync(late.Token);
            }
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            options.Reading.Notes("the database did not take all that was read in time; the rest is read again");
        }
    }

    private static async Task ReadAsync(IAsyncEnumerable<Piece> pieces, ChannelWriter<Piece> to, CancellationToken stop)
    {
        try
        {
            await foreach (Piece piece in pieces)
            {
                await to.WriteAsync(piece, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // It was told to.
        }
        catch (Exception broken)
        {
            // It is told where what was read is waited for.
            to.TryComplete(broken);
        }
    }

    private async IAsyncEnumerable<Piece> PiecesOf(LogStreams partition, IReadOnlyDictionary<string, long> cursors, [EnumeratorCancellation] CancellationToken stop)
    {
        PartitionReader reader = new(partition, options.Reading);
        await foreach (JoinedRecord read in reader.ReadAsync(cursors[partition.Inputs.Name], cursors[partition.Outputs.Name], stop))
        {
            yield return to => to.Add(partition, read);
        }
    }

    private async IAsyncEnumerable<Piece> PiecesOf(AccountStreams account, long after, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach ((StreamRecord record, OutputRecords said) in new AccountReader(account, options.Reading).ReadAsync(after, stop))
        {
            yield return to => to.Add(account, said, record.Sequence);
        }
    }

    private async IAsyncEnumerable<Piece> PiecesOf(ILetters refused, long after, [EnumeratorCancellation] CancellationToken stop)
    {
        while (true)
        {
            await using IAsyncEnumerator<KeptLetter> letter = refused.ReadAsync(after, stop).GetAsyncEnumerator(stop);
            while (await NextAsync(letter, stop))
            {
                KeptLetter read = letter.Current;
                after = read.Sequence;
                yield return to => to.Add(refused.Name, read);
            }
        }
    }

    /// <summary>Whether there is another; not when the server is away and reading has to begin anew.</summary>
    private async Task<bool> NextAsync(IAsyncEnumerator<KeptLetter> letters, CancellationToken stop)
    {
        try
        {
            return await letters.MoveNextAsync();
        }
        catch (BusException)
        {
            // Whoever reads the logs says so.
            await Task.Delay(options.Reading.Pause, stop);
            return false;
        }
    }
}
