using System.Globalization;
using System.Security.Cryptography;

namespace Pawl.Nats.Protocol;

/// <summary>The questions that wait for an answer: each has a subject of its own, of which only this connection knows.</summary>
internal sealed class Answers
{
    private readonly Lock gate = new();
    private readonly Dictionary<long, (string Subject, TaskCompletionSource<NatsMessage> Answer)> waiting = [];
    private readonly string inbox = $"_INBOX.{RandomNumberGenerator.GetHexString(22, lowercase: true)}.";
    private long last;

    /// <summary>What has to be subscribed to.</summary>
    public string Pattern => inbox + "*";

    /// <summary>A question will be asked.</summary>
    /// <returns>Where the answer is awaited, its number, and the answer.</returns>
    public (string Reply, long Number, Task<NatsMessage> Answer) Await(string subject)
    {
        TaskCompletionSource<NatsMessage> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            waiting.Add(++last, (subject, answer));
            return (inbox + last.ToString(CultureInfo.InvariantCulture), last, answer.Task);
        }
    }

    /// <summary>An answer is no longer awaited.</summary>
    public void Forget(long number)
    {
        lock (gate)
        {
            waiting.Remove(number);
        }
    }

    /// <summary>An answer has come; one that nobody awaits any more is passed over.</summary>
    public void Give(NatsMessage message)
    {
        (string Subject, TaskCompletionSource<NatsMessage> Answer) asked = default;
        lock (gate)
        {
            if (!long.TryParse(message.Subject.AsSpan(inbox.Length), CultureInfo.InvariantCulture, out long number) || !waiting.Remove(number, out asked))
            {
                return;
            }
        }

        const int NoResponders = 503;
        if (message.Payload.IsEmpty && message.Headers.Status == NoResponders)
        {
            asked.Answer.TrySetException(new NoRespondersException(asked.Subject));
        }
        else
        {
            asked.Answer.TrySetResult(message);
        }
    }

    /// <summary>No answer will come to questions on a subject, or to any.</summary>
    public void Fail(string? subject, NatsException reason)
    {
        TaskCompletionSource<NatsMessage>[] lost;
        lock (gate)
        {
            long[] numbers = [.. waiting.Where(w => subject is null || w.Value.Subject == subject).Select(w => w.Key)];
            lost = [.. numbers.Select(n => waiting[n].Answer)];
            Array.ForEach(numbers, n => waiting.Remove(n));
        }

        Array.ForEach(lost, answer => answer.TrySetException(reason));
    }
}
