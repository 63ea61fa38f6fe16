using Pawl.Nats;
using Pawl.Nats.JetStream;

namespace Pawl.Host.Services;

/// <summary>The streams that other programs see: what came, and what is told.</summary>
internal sealed class NatsBorder : IAsyncDisposable
{
    /// <summary>What came from outside, and was accepted.</summary>
    public const string Arrived = "TICKS";

    /// <summary>What is told outside.</summary>
    public const string Public = "PUBLIC";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Who has sent nothing for so long begins anew.</summary>
    private static readonly TimeSpan KeepSenders = TimeSpan.FromDays(30);

    private readonly NatsSettings settings;

    public NatsBorder(NatsSettings settings)
    {
        this.settings = settings;
        Link = new NatsLink(settings.External, Patience);
        Arrivals = new NatsArrivals(Link, Arrived);
        Told = new NatsRecordStream(Link, Public);
        Senders = new KeyValueBucket(Link, "pawl_senders");
    }

    public NatsLink Link { get; }

    public NatsArrivals Arrivals { get; }

    public NatsRecordStream Told { get; }

    /// <summary>How far those who send by HTTP have come.</summary>
    public KeyValueBucket Senders { get; }

    /// <summary>Makes sure that it can be written down how far those who send by HTTP have come.</summary>
    /// <exception cref="NatsException">The server refuses.</exception>
    public Task EnsureSendersAsync(Action<string> notes, CancellationToken stop) => NatsSystem.Persist(notes, () => Senders.EnsureAsync(KeepSenders, stop), stop);

    /// <summary>Makes sure that the streams are there, and waits for the server as long as it is away.</summary>
    /// <exception cref="NatsException">The server refuses, or a stream is kept otherwise.</exception>
    public Task EnsureAsync(Action<string> notes, CancellationToken stop) => NatsSystem.Persist(
        notes,
        async () =>
        {
            JetStreamApi jetStream = await Link.JetStreamAsync(stop);
            await jetStream.EnsureAsync(
                new StreamConfig(Arrived, "ticks.raw.*", "candles.external.*.*", "control.*.*")
                {
                    MaxAge = settings.KeepArrived,
                    RefusesWhenFull = true,
                    MaxBytes = settings.BorderBytes,
                    DuplicateWindow = settings.IdsKnown,
                    Replicas = settings.Replicas,
                },
                stop);
            await jetStream.EnsureAsync(
                new StreamConfig(Public, "indicators.public.>", "strategies.>", "market_structure.>", "orders.>", "dashboard.stream.>", "ops.>")
                {
                    MaxAge = settings.KeepArrived,
                    MaxBytes = settings.BorderBytes,
                    Replicas = settings.Replicas,
                },
                stop);
        },
        stop);

    public ValueTask DisposeAsync() => Link.DisposeAsync();
}
