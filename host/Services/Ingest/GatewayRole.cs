using Pawl.Nats;

namespace Pawl.Host.Services.Ingest;

/// <summary>Watches over the stream: while it is away nothing is taken, and when the service ends what was begun is brought to its end.</summary>
internal sealed class GatewayRole(NatsBorder border, IngestHandler handler, Slots slots, ServiceHealth health)
{
    public const string Draining = "this gateway ends";

    /// <summary>How long what was begun may take to its end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public async Task RunAsync(Action<string> notes, CancellationToken stop)
    {
        await using (border)
        {
            try
            {
                await WatchAsync(notes, stop);
            }
            finally
            {
                Say(Draining);
                await Task.WhenAny(slots.CloseAsync(), Task.Delay(Patience, CancellationToken.None));
            }
        }
    }

    private async Task WatchAsync(Action<string> notes, CancellationToken stop)
    {
        while (true)
        {
            Say("the NATS server is away");
            NatsConnection? connection = null;
            await border.EnsureAsync(notes, stop);
            await border.EnsureSendersAsync(notes, stop);
            await NatsSystem.Persist(notes, async () => connection = await border.Link.ConnectionAsync(stop), stop);
            Say("");
            notes("takes ticks");
            notes((await connection!.Lost.WaitAsync(stop)).Message);
        }
    }

    private void Say(string reason)
    {
        handler.Why = reason;
        if (reason.Length > 0)
        {
            health.Waits(reason);
        }
        else
        {
            health.Ready();
        }
    }
}
