using System.Globalization;
using System.Runtime.CompilerServices;
using Pawl.Bus;
using Pawl.Nats.JetStream;

namespace Pawl.Nats;

/// <summary>A stream of JetStream as a stream of records. It connects anew when it has to.</summary>
/// <param name="link">The connection to use, while it lives.</param>
/// <param name="stream">The stream.</param>
public sealed class NatsRecordStream(NatsLink link, string stream) : IRecordStream
{
    private const string Id = "Nats-Msg-Id";
    private const string ExpectedId = "Nats-Expected-Last-Msg-Id";
    private const string EpochHeader = "Pawl-Epoch";
    private const string NumberHeader = "Pawl-Number";
    private const string MarkHeader = "Pawl-Mark";

    public string Name => stream;

    public async Task<StreamEnd> EndAsync(CancellationToken cancel = default)
    {
        try
        {
            JetStreamApi jetStream = await link.JetStreamAsync(cancel);
            long last = (await jetStream.StateAsync(stream, cancel) ?? throw new NatsException($"there is no stream {stream}")).Last;
            return new StreamEnd(last, last == 0 ? null : await jetStream.MessageAsync(stream, last, cancel) is { } message ? RecordOf(message) : null);
        }
        catch (NatsException e)
        {
            throw new BusException($"stream {stream}: {e.Message}", e);
        }
    }

    public async ValueTask<Task<bool>> AppendAsync(StreamRecord record, bool isAfterKnown, CancellationToken cancel = default)
    {
        try
        {
            JetStreamApi jetStream = await link.JetStreamAsync(cancel);
            List<(string, string)> fields =
            [
                (EpochHeader, record.Epoch.ToString(CultureInfo.InvariantCulture)),
                (NumberHeader, record.Number.ToString(CultureInfo.InvariantCulture)),
                (Id, IdOf(record.Epoch, record.Number)),
            ];
            if (record.Mark.Length > 0)
            {
                fields.Add((MarkHeader, record.Mark));
            }

            if (!isAfterKnown)
            {
                fields.Add((ExpectedId, IdOf(record.Epoch, record.Number - 1)));
            }

            return Stored(await jetStream.AppendAsync(stream, record.Subject, record.Sequence, record.Content, [.. fields], cancel), record.Sequence);
        }
        catch (NatsException e)
        {
            throw new BusException($"stream {stream}: {e.Message}", e);
        }
    }

    public async Task<StreamRecord?> NewestAsync(string subject, CancellationToken cancel = default) =>
        await AskAsync(jetStream => jetStream.NewestAsync(stream, subject, cancel), cancel) is { } message ? RecordOf(message) : null;

    public async Task<IReadOnlyList<string>> SubjectsAsync(CancellationToken cancel = default) => await AskAsync(jetStream => jetStream.SubjectsAsync(stream, cancel), cancel);

    public async IAsyncEnumerable<StreamRecord> ReadAsync(long after, string subjects = "", bool follows = true, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using IAsyncEnumerator<StreamMessage> messages = StreamCursor.After(await AskAsync(Task.FromResult, cancel), stream, after, subjects, follows, cancel).GetAsyncEnumerator(cancel);
        for (long awaited = after + 1; ; awaited++)
        {
            try
            {
                if (!await messages.MoveNextAsync())
                {
                    break;
                }
            }
            catch (NatsException e)
            {
                throw new BusException($"stream {stream}: {e.Message}", e);
            }

            if (subjects.Length == 0 && messages.Current.Sequence != awaited)
            {
                throw new StreamBrokenException($"stream {stream}: record {awaited} is gone; the next one that is there is {messages.Current.Sequence}");
            }

            yield return RecordOf(messages.Current);
        }
    }

    private async Task<T> AskAsync<T>(Func<JetStreamApi, Task<T>> ask, CancellationToken cancel)
    {
        try
        {
            return await ask(await link.JetStreamAsync(cancel));
        }
        catch (NatsException e)
        {
            throw new BusException($"stream {stream}: {e.Message}", e);
        }
    }

    private static string IdOf(long epoch, long number) => string.Create(CultureInfo.InvariantCulture, $"{epoch}.{number}");

    private async Task<bool> Stored(Task<long> sequence, long awaited)
    {
        try
        {
            // Sent a second time it is known by its id, and the answer tells where it stands.
            return await sequence == awaited;
        }
        catch (JetStreamException e) when (e.Code is JetStreamException.WrongLastSequence or JetStreamException.WrongLastId)
        {
            return false;
        }
        catch (NatsException e)
        {
            throw new BusException($"stream {stream}: {e.Message}", e);
        }
    }

    private StreamRecord RecordOf(StreamMessage message) =>
        long.TryParse(message.Headers[EpochHeader], CultureInfo.InvariantCulture, out long epoch)
        && long.TryParse(message.Headers[NumberHeader], CultureInfo.InvariantCulture, out long number)
            ? new StreamRecord(message.Sequence, message.Subject, epoch, number, message.Payload) { Mark = message.Headers[MarkHeader] ?? "" }
            : throw new StreamBrokenException($"stream {stream}: record {message.Sequence} does not say who wrote it");
}
