using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Pawl.Nats.JetStream;

/// <summary>Reads a stream from a place on, in order, as long as the connection lives; the server forgets it soon after.</summary>
public static class StreamCursor
{
    private const int Batch = 500;
    private const int Heartbeat = 100;
    private const int NoMessages = 404;
    private const int Expired = 408;

    private static readonly TimeSpan Expiry = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Forgotten = TimeSpan.FromSeconds(30);

    /// <summary>The messages of a stream after a number, as they come.</summary>
    /// <param name="jetStream">The server.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="after">The number after which to begin.</param>
    /// <param name="filter">The subjects that are wanted; empty for all.</param>
    /// <param name="follows">Whether it waits for those that are still to come; else it ends with the last that is there.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="NatsException">The connection is lost, the server is silent, or a message was passed over.</exception>
    public static async IAsyncEnumerable<StreamMessage> After(
        JetStreamApi jetStream, string stream, long after, string filter = "", bool follows = true, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        (string consumer, long pending) = await CreateAsync(jetStream, stream, after, filter, cancel);
        if (pending == 0 && !follows)
        {
            yield break;
        }

        string next = $"$JS.API.CONSUMER.MSG.NEXT.{stream}.{consumer}";
        string inbox = NatsConnection.NewInbox();
        await using NatsSubscription incoming = jetStream.Connection.Subscribe(inbox, 2 * Batch);
        byte[] pull = System.Text.Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $$"""{"batch":{{Batch}},"expires":{{Expiry.TotalNanoseconds:0}},"idle_heartbeat":{{Beat.TotalNanoseconds:0}}}"""));
        long delivered = 0;
        for (int asked = 0; ;)
        {
            if (asked <= Batch / 2)
            {
                // Before those that were asked for are all here: whoever asks only then waits a whole way there and back.
                await jetStream.Connection.SendAsync(next, inbox, default, pull, cancel);
                asked += Batch;
            }

            NatsMessage message = await Within(incoming, stream, cancel);
            int status = message.Headers.Status;
            if (status == Heartbeat)
            {
                continue;
            }

            if (status is NoMessages or Expired)
            {
                asked = 0;
                continue;
            }

            if (status != 0)
            {
                throw new NatsException($"stream {stream}: reading ended: {message.Headers.Description} ({status})");
            }

            (long sequence, long number, pending) = PlaceOf(message.Reply);
            if (number != ++delivered)
            {
                throw new NatsException($"stream {stream}: message {delivered} of this reader was passed over");
            }

            asked--;
            yield return new StreamMessage(sequence, message.Subject, message.Headers, message.Payload);
            if (pending == 0 && !follows)
            {
                yield break;
            }
        }
    }

    private static async Task<NatsMessage> Within(NatsSubscription incoming, string stream, CancellationToken cancel)
    {
        ValueTask<NatsMessage> next = incoming.NextAsync(cancel);
        if (next.IsCompletedSuccessfully)
        {
            return next.Result;
        }

        try
        {
            return await next.AsTask().WaitAsync(3 * Beat, cancel);
        }
        catch (TimeoutException e)
        {
            throw new NatsException($"stream {stream}: the server says nothing, not even that there is nothing", e);
        }
    }

    /// <returns>Its name, and how many messages there are for it.</returns>
    private static async Task<(string Name, long Pending)> CreateAsync(JetStreamApi jetStream, string stream, long after, string filter, CancellationToken cancel)
    {
        JsonElement made = await jetStream.AskAsync(
            "CONSUMER.CREATE." + stream,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("stream_name", stream);
                json.WriteStartObject("config");
                json.WriteString("deliver_policy", "by_start_sequence");
                json.WriteNumber("opt_start_seq", after + 1);
                json.WriteString("ack_policy", "none");
                json.WriteString("replay_policy", "instant");
                json.WriteNumber("inactive_threshold", Forgotten.Ticks * TimeSpan.NanosecondsPerTick);
                json.WriteBoolean("mem_storage", true);
                if (filter.Length > 0)
                {
                    json.WriteString("filter_subject", filter);
                }

                json.WriteEndObject();
                json.WriteEndObject();
            },
            cancel);
        return (made.GetProperty("name").GetString()!, made.GetProperty("num_pending").GetInt64());
    }

    /// <summary>The number in the stream, that among what this reader was given, and how many are still to come: part of where an acknowledgement would go.</summary>
    private static (long Sequence, long Number, long Pending) PlaceOf(string reply)
    {
        // $JS.ACK.STREAM.CONSUMER.DELIVERED.SEQUENCE.NUMBER.TIME.PENDING; newer servers put a domain and an account before the stream.
        const int Old = 9;
        string[] parts = reply.Split('.');
        int first = parts.Length == Old ? 5 : 7;
        return parts.Length >= Old && parts[0] == "$JS" && parts[1] == "ACK" && parts.Length > first + 3
            && long.TryParse(parts[first], CultureInfo.InvariantCulture, out long sequence)
            && long.TryParse(parts[first + 1], CultureInfo.InvariantCulture, out long number)
            && long.TryParse(parts[first + 3], CultureInfo.InvariantCulture, out long pending)
            ? (sequence, number, pending)
            : throw new NatsException("a message of a stream does not say where it stands");
    }
}
