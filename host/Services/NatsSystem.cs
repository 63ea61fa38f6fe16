using Pawl.Bus;
using Pawl.Feed;
using Pawl.Logs;
using Pawl.Nats;
using Pawl.Nats.JetStream;

namespace Pawl.Host.Services;

/// <summary>The streams and keys of a system on a NATS server, and who talks to it: inside, and at the border.</summary>
internal sealed class NatsSystem : IAsyncDisposable
{
    /// <summary>What was refused.</summary>
    private const string Refused = "DEAD";
    private const string RefusedSubject = "dead.";
    private const long StatesKept = 3;
    private const string AccountLog = "ACCOUNT_";
    private const string AccountState = "ACCOUNTSTATE_";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly NatsLink inside;
    private readonly NatsBorder border;
    private readonly NatsSettings settings;
    private volatile string insideAway = NatsWatch.Away;
    private volatile string borderAway = NatsWatch.Away;

    public NatsSystem(NatsSettings settings)
    {
        this.settings = settings;
        inside = new NatsLink(settings.Internal!, Patience);
        border = new NatsBorder(settings);
        Streams = [.. Enumerable.Range(0, settings.Partitions).Select(p => new LogStreams(
            p, new NatsRecordStream(inside, NameOf("IN", p)), new NatsRecordStream(inside, NameOf("OUT", p)), new NatsRecordStream(inside, NameOf("STATE", p))))];
        Partitions = new Partitions(settings.Partitions);
        Cursors = new KeyValueBucket(inside, "pawl_cursors");
        Owners = new KeyValueBucket(inside, "pawl_owners");
    }

    public IReadOnlyList<LogStreams> Streams { get; }

    public Partitions Partitions { get; }

    /// <summary>How far readers have come.</summary>
    public KeyValueBucket Cursors { get; }

    /// <summary>Who owns what.</summary>
    public KeyValueBucket Owners { get; }

    public NatsArrivals Arrivals => border.Arrivals;

    public NatsRecordStream Told => border.Told;

    /// <summary>Copies for readers inside.</summary>
    public InternalCopies Copies => new(inside);

    /// <summary>Why nothing can be done at the moment, as far as somebody watches; empty where it can.</summary>
    public string Why => insideAway.Length > 0 ? insideAway : borderAway;

    /// <summary>What was refused.</summary>
    /// <param name="logOf">The log of a symbol; null where it has none.</param>
    public ILetters Letters(Func<string, string?> logOf) => new NatsLetters(inside, Refused, logOf);

    public static string NameOf(string kind, int partition) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{kind}_{partition}");

    /// <summary>Makes sure that all streams and keys are there, and waits for the server as long as it is away.</summary>
    /// <exception cref="NatsException">The server refuses, or a stream is kept otherwise.</exception>
    public async Task EnsureAsync(Action<string> notes, CancellationToken stop)
    {
        await border.EnsureAsync(notes, stop);
        await EnsureInsideAsync(notes, stop);
    }

    /// <summary>The streams of an account.</summary>
    public AccountStreams Account(string name) => new(name, new NatsRecordStream(inside, AccountLog + name), new NatsRecordStream(inside, AccountState + name));

    /// <summary>The names of the accounts that were ever traded, in order.</summary>
    /// <exception cref="NatsException">The server cannot be asked.</exception>
    public async Task<IReadOnlyList<string>> AccountsAsync(CancellationToken stop)
    {
        List<string> names = [];
        await foreach (System.Text.Json.JsonElement stream in (await inside.JetStreamAsync(stop)).ListAsync("STREAM.NAMES", "streams", stop))
        {
            if (stream.GetString() is { } name && name.StartsWith(AccountLog, StringComparison.Ordinal))
            {
                names.Add(name[AccountLog.Length..]);
            }
        }

        return [.. names.Order(StringComparer.Ordinal)];
    }

    /// <summary>Makes sure that the streams of an account are there.</summary>
    /// <exception cref="NatsException">The server refuses, or a stream is kept otherwise.</exception>
    public Task EnsureAccountAsync(string name, Action<string> notes, CancellationToken stop) => Persist(
        notes,
        async () =>
        {
            JetStreamApi jetStream = await inside.JetStreamAsync(stop);
            await jetStream.EnsureAsync(new StreamConfig(AccountState + name, AccountStreams.StatesOf(name) + ">") { MaxPerSubject = 1, Replicas = settings.Replicas }, stop);
            await jetStream.EnsureAsync(new StreamConfig(AccountLog + name, AccountStreams.LogsOf(name) + "*") { RefusesWhenFull = true, IsAppendOnly = true, Replicas = settings.Replicas }, stop);
        },
        stop);

    /// <summary>Watches over both connections, until it is told to stop, so that <see cref="Why"/> is right also while nothing is done.</summary>
    public Task WatchAsync(CancellationToken stop) => Task.WhenAll(
        NatsWatch.RunAsync(inside, () => Task.CompletedTask, why => insideAway = why, _ => { }, stop),
        NatsWatch.RunAsync(border.Link, () => Task.CompletedTask, why => borderAway = why, _ => { }, stop));

    private Task EnsureInsideAsync(Action<string> notes, CancellationToken stop) => Persist(
        notes,
        async () =>
        {
            JetStreamApi jetStream = await inside.JetStreamAsync(stop);
            for (int p = 0; p < settings.Partitions; p++)
            {
                await jetStream.EnsureAsync(LogOf("IN", p, LogStreams.InputsOf(p) + "*"), stop);
                await jetStream.EnsureAsync(LogOf("OUT", p, LogStreams.OutputsOf(p) + "*"), stop);
                await jetStream.EnsureAsync(LogOf("STATE", p, LogStreams.StatesOf(p) + ">") with { MaxPerSubject = StatesKept, IsAppendOnly = false }, stop);
            }

            await jetStream.EnsureAsync(new StreamConfig(Refused, RefusedSubject + ">") { MaxBytes = 256 << 20, Replicas = settings.Replicas }, stop);
            await Cursors.EnsureAsync(TimeSpan.Zero, stop);
            await Owners.EnsureAsync(TimeSpan.Zero, stop);
        },
        stop);

    /// <summary>The subject by which a publisher says that it takes the public stream over.</summary>
    public const string OwnerSubject = "ops.external-publisher.owner";

    /// <summary>Keeps what was refused, with the reason; tries as long as it takes.</summary>
    public Task RefuseAsync(string role, RefusedMessage message, Action<string> notes, CancellationToken stop) => Persist(
        notes,
        async () => await (await inside.JetStreamAsync(stop)).PublishAsync(
            Refused, RefusedSubject + role, message.Content,
            [(NatsLetters.Reason, OneLine(message.Reason)), (NatsLetters.Place, $"{NatsBorder.Arrived}:{message.Arrival.Sequence}"), (NatsLetters.Subject, message.Arrival.Subject)], stop),
        stop);

    /// <summary>Does something as soon as the server lets it be done.</summary>
    public static Task Persist(Action<string> notes, Func<Task> action, CancellationToken stop) =>
        Services.Patience.PersistAsync(notes, action, e => e is NatsException or BusException && e is not (NatsRefusedException or StreamDiffersException), stop);

    /// <summary>Everything that was refused, as far as it is still there.</summary>
    public async Task<IReadOnlyList<RefusedLetter>> LettersAsync(CancellationToken stop)
    {
        JetStreamApi jetStream = await inside.JetStreamAsync(stop);
        List<RefusedLetter> letters = [];
        if (await jetStream.StateAsync(Refused, stop) is { Messages: > 0 })
        {
            await foreach (StreamMessage letter in StreamCursor.After(jetStream, Refused, 0, follows: false, cancel: stop))
            {
                letters.Add(NatsLetters.Of(letter));
            }
        }

        return letters;
    }

    /// <summary>Sends a letter to where it came from, and removes it. Where this is interrupted between the two and done again, the border knows the letter.</summary>
    public async Task SendAgainAsync(RefusedLetter letter, CancellationToken stop)
    {
        string number = letter.Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await (await border.Link.JetStreamAsync(stop)).PublishAsync(NatsBorder.Arrived, letter.Subject, letter.Content, [("Nats-Msg-Id", $"letter {number}")], stop);
        await (await inside.JetStreamAsync(stop)).RemoveAsync(Refused, letter.Number, stop);
    }

    public async ValueTask DisposeAsync()
    {
        await inside.DisposeAsync();
        await border.DisposeAsync();
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private StreamConfig LogOf(string kind, int partition, string subjects) =>
        new(NameOf(kind, partition), subjects) { RefusesWhenFull = kind != "STATE", IsAppendOnly = true, Replicas = settings.Replicas };
}
