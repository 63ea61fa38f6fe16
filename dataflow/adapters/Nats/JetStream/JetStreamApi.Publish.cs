using System.Text.Json;

namespace Pawl.Nats.JetStream;

// Publishing so that a stream has it, and an answer says so.
public sealed partial class JetStreamApi
{
    private const string ExpectedStream = "Nats-Expected-Stream";
    private const string MessageId = "Nats-Msg-Id";
    private const string ExpectedLast = "Nats-Expected-Last-Sequence";
    private const string ExpectedLastOfSubject = "Nats-Expected-Last-Subject-Sequence";

    /// <summary>Publishes, and waits until the stream has it.</summary>
    /// <param name="stream">The stream that is to take it.</param>
    /// <param name="subject">On what.</param>
    /// <param name="payload">The content.</param>
    /// <param name="expectedOfSubject">The number of the newest message on this subject, 0 for none; null to publish in any case.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <returns>Its number in the stream.</returns>
    /// <exception cref="JetStreamException">The stream refuses it.</exception>
    /// <exception cref="NatsException">Nobody knows whether the stream has it.</exception>
    public async Task<long> PublishAsync(string stream, string subject, ReadOnlyMemory<byte> payload, long? expectedOfSubject = null, CancellationToken cancel = default)
    {
        NatsHeaders headers = expectedOfSubject is { } last
            ? new NatsHeaders((ExpectedStream, stream), (ExpectedLastOfSubject, last.ToString(System.Globalization.CultureInfo.InvariantCulture)))
            : new NatsHeaders((ExpectedStream, stream));
        return SequenceOf(await connection.RequestAsync(subject, payload, patience, headers, cancel));
    }

    /// <summary>Publishes with further headers, and waits until the stream has it.</summary>
    /// <inheritdoc cref="PublishAsync(string, string, ReadOnlyMemory{byte}, long?, CancellationToken)"/>
    public async Task<long> PublishAsync(string stream, string subject, ReadOnlyMemory<byte> payload, (string, string)[] fields, CancellationToken cancel = default) =>
        SequenceOf(await connection.RequestAsync(subject, payload, patience, new NatsHeaders([(ExpectedStream, stream), .. fields]), cancel));

    /// <summary>Publishes a message with an id, and waits until the stream has it.</summary>
    /// <returns>False where the stream had a message with this id already, as far back as it knows ids.</returns>
    /// <exception cref="JetStreamException">The stream refuses it.</exception>
    /// <exception cref="NatsException">Nobody knows whether the stream has it.</exception>
    public async Task<bool> PublishOnceAsync(string stream, string subject, string id, ReadOnlyMemory<byte> payload, (string, string)[] fields, CancellationToken cancel = default)
    {
        JsonElement root = Parse((await connection.RequestAsync(subject, payload, patience, new NatsHeaders([(ExpectedStream, stream), (MessageId, id), .. fields]), cancel)).Payload);
        return root.TryGetProperty("error", out JsonElement error) ? throw Refusal(error)
            : !root.TryGetProperty("duplicate", out JsonElement duplicate) || duplicate.ValueKind != JsonValueKind.True;
    }

    /// <summary>Sends a message that is to have a number in its stream.</summary>
    /// <returns>The answer to come: the number that it has.</returns>
    internal async ValueTask<Task<long>> AppendAsync(string stream, string subject, long sequence, ReadOnlyMemory<byte> payload, (string, string)[] fields, CancellationToken cancel)
    {
        string before = (sequence - 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        NatsHeaders headers = new([(ExpectedStream, stream), (ExpectedLast, before), .. fields]);
        (long number, Task<NatsMessage> answer) = await connection.AskAsync(subject, payload, headers, cancel);
        return Sequence(number, answer);
    }

    private async Task<long> Sequence(long number, Task<NatsMessage> answer)
    {
        try
        {
            return SequenceOf(await answer.WaitAsync(patience));
        }
        catch (TimeoutException e)
        {
            throw new NatsException($"no answer to an append within {patience.TotalSeconds:0.###} s", e);
        }
        finally
        {
            connection.Forget(number);
        }
    }

    private static long SequenceOf(NatsMessage answer)
    {
        JsonElement root = Parse(answer.Payload);
        return root.TryGetProperty("error", out JsonElement error) ? throw Refusal(error) : root.GetProperty("seq").GetInt64();
    }
}
