using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Pawl.Bus;
using Pawl.Recovery;

namespace Pawl.Logs;

/// <summary>How a publisher works.</summary>
/// <param name="Owner">By this owners are told apart; another each time a program starts.</param>
/// <param name="SubjectOf">On what a line of a stream is published; null where it is not.</param>
public sealed record PublisherOptions(string Owner, Func<PublishedStream, ReadOnlyMemory<byte>, string?> SubjectOf)
{
    /// <summary>Messages that may be on their way at once.</summary>
    public int Window { get; init; } = 512;

    /// <summary>How long to wait before a server that does not answer is asked again.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long writing may take after it was told to stop.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How often it is written down how far it has come.</summary>
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Given each line that is published, with its subject, before it is; what becomes of it is nobody's business here.</summary>
    public Func<string, ReadOnlyMemory<byte>, ValueTask> Copy { get; init; } = (_, _) => default;

    /// <summary>Told what people should know, a line each.</summary>
    public Action<string> Notes { get; init; } = _ => { };
}

/// <summary>A stream of what logs say.</summary>
/// <param name="Key">By it the stream is known from the others for ever: the number of a partition, or of an account <c>@</c> and its name.</param>
/// <param name="Stream">The stream.</param>
public sealed record PublishedStream(string Key, IRecordStream Stream)
{
    /// <summary>The account whose log it is; empty for a partition.</summary>
    public string Account => Key.StartsWith('@') ? Key[1..] : "";

    /// <summary>What a partition says.</summary>
    public static PublishedStream Of(LogStreams partition) => new(partition.Partition.ToString(CultureInfo.InvariantCulture), partition.Outputs);

    /// <summary>What an account says.</summary>
    public static PublishedStream Of(AccountStreams account) => new("@" + account.Name, account.Log);
}

/// <summary>
/// Publishes what all logs say, each line once, as messages of a stream that only it writes. Each message carries where it comes from,
/// so that the stream itself says how far it has come.
/// </summary>
/// <param name="streams">What partitions and accounts say.</param>
/// <param name="target">The stream.</param>
/// <param name="ownerSubject">The subject of the message by which it takes the stream over.</param>
/// <param name="keys">Where it is written down how far it has come, so that it need not look at everything when it starts.</param>
/// <param name="options">How it works.</param>
public sealed class Publisher(IReadOnlyList<PublishedStream> streams, IRecordStream target, string ownerSubject, IKeys keys, PublisherOptions options)
{
    private const int Ahead = 256;

    /// <summary>Answers are waited for when nothing has come for so long: whoever waits for them takes nothing meanwhile.</summary>
    private static readonly TimeSpan Lull = TimeSpan.FromMilliseconds(20);

    private readonly Perseverance service = new(options.Pause, options.Patience, options.Notes);
    private readonly Checkpoint checkpoint = new(keys, "external-publisher");
    private readonly Dictionary<string, Place> places = new(StringComparer.Ordinal);
    private FencedWriter? writer;
    private long messages;

    /// <summary>How many messages it has published.</summary>
    public long Messages => Interlocked.Read(ref messages);

    /// <summary>How far a stream is published: up to a line of a record.</summary>
    private readonly record struct Place(long Record, int Line)
    {
        public bool IsBefore(long record, int line) => Record < record || (Record == record && Line < line);
    }

    /// <summary>Works until it is told to stop.</summary>
    /// <exception cref="OwnershipLostException">Somebody else publishes now.</exception>
    /// <exception cref="StreamBrokenException">A stream does not hold what it must.</exception>
    /// <exception cref="StoreException">A record cannot be read.</exception>
    public Task RunAsync(CancellationToken stop) => service.RunAsync(() => RecoverAsync(stop), () => PublishAsync(stop), CheckpointAsync, stop);

    /// <summary>What stands in the stream behind the checkpoint says how far each stream is published.</summary>
    private async Task RecoverAsync(CancellationToken stop)
    {
        writer ??= await FencedWriter.TakeAsync(target, ownerSubject, options.Owner, options.Window, options.Pause, stop);
        places.Clear();
        string known = await checkpoint.ReadAsync(stop);
        Note(known);
        long behind = long.TryParse(known.Split(' ')[0], CultureInfo.InvariantCulture, out long place) ? place : 0;
        await foreach (StreamRecord message in target.ReadAsync(behind, ">", follows: false, stop))
        {
            Note(message.Mark);
            behind = message.Sequence;
        }

        options.Notes($"goes on behind message {behind}");
    }

    private void Note(string mark)
    {
        foreach (string one in mark.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (one.Split(':') is [var key, var record, var line]
                && long.TryParse(record, CultureInfo.InvariantCulture, out long number) && int.TryParse(line, CultureInfo.InvariantCulture, out int of) && PlaceOf(key).IsBefore(number, of))
            {
                places[key] = new Place(number, of);
            }
        }
    }

    private Place PlaceOf(string key) => places.GetValueOrDefault(key);

    private async Task PublishAsync(CancellationToken stop)
    {
        Channel<(PublishedStream Of, StreamRecord Record)> coming = Channel.CreateBounded<(PublishedStream, StreamRecord)>(Ahead);
        using CancellationTokenSource failed = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task[] readers = [.. streams.Select(s => ReadAsync(s, coming.Writer, failed))];
        try
        {
            while (true)
            {
                (PublishedStream of, StreamRecord record) = await NextAsync(coming.Reader, failed.Token);
                await PublishAsync(of, record);
                if (checkpoint.Age >= options.CheckpointEvery)
                {
                    await CheckpointAsync();
                }
            }
        }
        finally
        {
            await failed.CancelAsync();
            await Task.WhenAll(readers);
        }
    }

    /// <summary>The next record; where none is there yet, it is written down how far it has come.</summary>
    private async ValueTask<(PublishedStream Of, StreamRecord Record)> NextAsync(ChannelReader<(PublishedStream Of, StreamRecord Record)> reader, CancellationToken stop)
    {
        if (!reader.TryRead(out (PublishedStream Of, StreamRecord Record) next))
        {
            try
            {
                Task<bool> more = reader.WaitToReadAsync(stop).AsTask();
                if (!more.IsCompleted && await Task.WhenAny(more, Task.Delay(Lull, CancellationToken.None)) != more)
                {
                    await writer!.FlushAsync(service.Writing);
                }

                await more;
                next = await reader.ReadAsync(stop);
            }
            catch (ChannelClosedException ended) when (ended.InnerException is { } reason)
            {
                ExceptionDispatchInfo.Throw(reason);
            }
        }

        return next;
    }

    private async Task ReadAsync(PublishedStream of, ChannelWriter<(PublishedStream, StreamRecord)> to, CancellationTokenSource failed)
    {
        // A record of which some lines are published is read once more.
        long after = Math.Max(0, PlaceOf(of.Key).Record - 1);
        while (!failed.IsCancellationRequested)
        {
            try
            {
                await foreach (StreamRecord record in of.Stream.ReadAsync(after, cancel: failed.Token))
                {
                    if (record.Number > 0)
                    {
                        await to.WriteAsync((of, record), failed.Token);
                    }

                    after = record.Sequence;
                }
            }
            catch (BusException away)
            {
                options.Notes($"{away.Message}; going on where it was when the server answers");
                await Task.Delay(options.Pause, CancellationToken.None);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception broken)
            {
                // It is told where what was read is waited for.
                to.TryComplete(broken);
                return;
            }
        }
    }

    private async Task PublishAsync(PublishedStream of, StreamRecord record)
    {
        OutputReader lines = Open(record);
        int line = 0;
        for (int i = 0; i < lines.Count; i++)
        {
            foreach (ReadOnlyMemory<byte> said in ArrivedEvents.Lines(lines.LinesOf(i).ToArray()))
            {
                line++;
                if (PlaceOf(of.Key).IsBefore(record.Sequence, line) && options.SubjectOf(of, said) is { } subject)
                {
                    places[of.Key] = new Place(record.Sequence, line);
                    await options.Copy(subject, said);
                    await writer!.AppendAsync(subject, said, string.Create(CultureInfo.InvariantCulture, $"{of.Key}:{record.Sequence}:{line}"), service.Writing);
                    Interlocked.Increment(ref messages);
                }
            }
        }
    }

    private static OutputReader Open(StreamRecord record)
    {
        try
        {
            return new OutputReader(OutputRecords.Read(record.Content).Content);
        }
        catch (StoreException damage)
        {
            throw new StoreException($"record {record.Sequence} of the outputs cannot be read: {damage.Message}", damage);
        }
    }

    private async Task CheckpointAsync()
    {
        await writer!.FlushAsync(service.Writing);
        await checkpoint.WriteAsync(string.Join(' ', places.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key}:{p.Value.Record}:{p.Value.Line}")).Prepend(writer.Stored.ToString(CultureInfo.InvariantCulture))), service.Writing);
    }
}
