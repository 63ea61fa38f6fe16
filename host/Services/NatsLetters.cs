using System.Runtime.CompilerServices;
using Pawl.Bus;
using Pawl.Feed;
using Pawl.Logs;
using Pawl.Nats;
using Pawl.Nats.JetStream;
using Pawl.Recovery;

namespace Pawl.Host.Services;

/// <summary>The stream of what was refused.</summary>
internal sealed class NatsLetters(NatsLink link, string stream, Func<string, string?> logOf) : ILetters
{
    /// <summary>Why it was refused.</summary>
    public const string Reason = "Pawl-Reason";

    /// <summary>Where it lay.</summary>
    public const string Place = "Pawl-Place";

    /// <summary>What it was sent on.</summary>
    public const string Subject = "Pawl-Subject";

    public string Name => stream;

    /// <summary>The letter that a message of the stream is.</summary>
    public static RefusedLetter Of(StreamMessage message) => new(
        message.Sequence, message.Headers[Subject] ?? "", message.Headers[Place] ?? $"letter {message.Sequence}", message.Headers[Reason] ?? "no reason was given", message.Payload);

    public async IAsyncEnumerable<KeptLetter> ReadAsync(long after, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using IAsyncEnumerator<StreamMessage> messages = (await OpenAsync(after, cancel)).GetAsyncEnumerator(cancel);
        while (await NextAsync(messages))
        {
            RefusedLetter letter = Of(messages.Current);
            yield return new KeptLetter(letter.Number, LogOf(letter.Subject), new DeadLetter(letter.Place, letter.Reason, letter.Content));
        }
    }

    private async Task<IAsyncEnumerable<StreamMessage>> OpenAsync(long after, CancellationToken cancel)
    {
        try
        {
            JetStreamApi jetStream = await link.JetStreamAsync(cancel);
            return await jetStream.StateAsync(stream, cancel) is { } state && state.Last < after
                ? throw new StoreException($"stream {stream} ends with message {state.Last}, and it was read up to message {after}: it was made anew since; give the run another name")
                : StreamCursor.After(jetStream, stream, after, cancel: cancel);
        }
        catch (NatsException e)
        {
            throw new BusException($"stream {stream}: {e.Message}", e);
        }
    }

    private async ValueTask<bool> NextAsync(IAsyncEnumerator<StreamMessage> messages)
    {
        try
        {
            return await messages.MoveNextAsync();
        }
        catch (NatsException e)
        {
            throw new BusException($"stream {stream}: {e.Message}", e);
        }
    }

    /// <summary>What a message was meant for, as far as its subject says so.</summary>
    private string LogOf(string subject)
    {
        try
        {
            string symbol = ArrivedEvents.SymbolOf(subject);
            return logOf(symbol) ?? symbol;
        }
        catch (FormatException)
        {
            return "";
        }
    }
}
