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
                await NatsWatch.RunAsync(border.Link, () => PrepareAsync(notes, stop), why => Say(why, notes), notes, stop);
            }
            finally
            {
                Say(Draining, notes);
                await Task.WhenAny(slots.CloseAsync(), Task.Delay(Patience, CancellationToken.None));
            }
        }
    }

    private async Task PrepareAsync(Action<string> notes, CancellationToken stop)
    {
        await border.EnsureAsync(notes, stop);
        await border.EnsureSendersAsync(notes, stop);
    }

    private void Say(string reason, Action<string> notes)
    {
        handler.Why = reason;
        health.Waits(reason);
        if (reason.Length == 0)
        {
            notes("takes ticks");
        }
    }
}
