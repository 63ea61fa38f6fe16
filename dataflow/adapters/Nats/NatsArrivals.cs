using System.Globalization;
using System.Runtime.CompilerServices;
using Pawl.Bus;
using Pawl.Nats.JetStream;

namespace Pawl.Nats;

/// <summary>A stream that others write, as arrivals.</summary>
/// <param name="link">The connection to use, while it lives.</param>
/// <param name="stream">The stream.</param>
public sealed class NatsArrivals(NatsLink link, string stream) : IArrivals
{
    private const string SenderHeader = "Pawl-Sender";
    private const string NumberHeader = "Pawl-Number";
    private const string GapHeader = "Pawl-Gap";
    private const string RecordedHeader = "Pawl-Recorded";

    public async IAsyncEnumerable<Arrival> ReadAsync(long after, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using IAsyncEnumerator<StreamMessage> messages = (await OpenAsync(after, cancel)).GetAsyncEnumerator(cancel);
        while (true)
        {
            try
            {
                if (!await messages.MoveNextAsync())
                {
                    yield break;
                }
            }
            catch (NatsException e)
            {
                throw new BusException($"stream {stream}: {e.Message}", e);
            }

            yield return ArrivalOf(messages.Current);
        }
    }

    public async Task<Arrival?> FindAsync(long sequence, CancellationToken cancel = default)
    {
        try
        {
            return await (await link.JetStreamAsync(cancel)).MessageAsync(stream, sequence, cancel) is { } message ? ArrivalOf(message) : null;
        }
        catch (NatsException e)
        {
            throw new BusException($"stream {stream}: {e.Message}", e);
        }
    }

    /// <summary>Sends messages as one arrival, and waits until the stream has it.</summary>
    /// <param name="subject">On what.</param>
    /// <param name="sender">Who sends.</param>
    /// <param name="number">The number of the first message among those of the sender.</param>
    /// <param name="isRecorded">Whether they come from a recording.</param>
    /// <param name="content">The messages, a line each.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="BusException">Nobody knows whether the stream has it, or it refuses it; it may be sent again, since whoever reads it knows it by its number.</exception>
    public async Task SendAsync(string subject, string sender, long number, bool isRecorded, ReadOnlyMemory<byte> content, CancellationToken cancel = default)
    {
        (string, string)[] fields = [(SenderHeader, sender), (NumberHeader, number.ToString(CultureInfo.InvariantCulture)), .. isRecorded ? ((string, string)[])[(RecordedHeader, "1")] : []];
        try
        {
            await (await link.JetStreamAsync(cancel)).PublishAsync(stream, subject, content, fields, cancel);
        }
        catch (NatsException e)
        {
            throw new BusException($"stream {stream}: {e.Message}", e);
        }
    }

    /// <summary>Sends messages as one arrival under an id, and waits until the stream has it.</summary>
    /// <param name="subject">On what.</param>
    /// <param name="id">While the server knows an id, what comes with it again is left out.</param>
    /// <param name="sender">Who sends, where he numbers what he sends; else empty.</param>
    /// <param name="number">The number of the first message among those of the sender.</param>
    /// <param name="isAfterGap">Whether something is missing before the first message.</param>
    /// <param name="content">The messages, a line each.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <returns>False where it had come before.</returns>
    /// <exception cref="BusException">Nobody knows whether the stream has it, or it refuses it.</exception>
    public async Task<bool> SendOnceAsync(string subject, string id, string sender, long number, bool isAfterGap, ReadOnlyMemory<byte> content, CancellationToken cancel = default)
    {
        try
        {
            (string, string)[] fields =
            [
                .. sender.Length == 0 ? ((string, string)[])[] : [(SenderHeader, sender), (NumberHeader, number.ToString(CultureInfo.InvariantCulture))],
                .. isAfterGap ? ((string, string)[])[(GapHeader, "1")] : [],
            ];
            return await (await link.JetStreamAsync(cancel)).PublishOnceAsync(stream, subject, id, content, fields, cancel);
        }
        catch (NatsException e)
        {
            throw new BusException($"stream {stream}: {e.Message}", e);
        }
    }

    private async Task<IAsyncEnumerable<StreamMessage>> OpenAsync(long after, CancellationToken cancel)
    {
        try
        {
            return StreamCursor.After(await link.JetStreamAsync(cancel), stream, after, cancel: cancel);
        }
        catch (NatsException e)
        {
            throw new BusException($"stream {stream}: {e.Message}", e);
        }
    }

    private static Arrival ArrivalOf(StreamMessage message)
    {
        bool isNumbered = long.TryParse(message.Headers[NumberHeader], CultureInfo.InvariantCulture, out long number) && number > 0;
        return new Arrival(message.Sequence, message.Subject, isNumbered ? message.Headers[SenderHeader] ?? "" : "", number, message.Payload) { IsAfterGap = message.Headers[GapHeader] is not null, IsRecorded = message.Headers[RecordedHeader] is not null };
    }
}
