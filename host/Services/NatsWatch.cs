using Pawl.Nats;

namespace Pawl.Host.Services;

/// <summary>Watches over a connection: says when the server is away and when it is back, whether or not anything is done with it.</summary>
internal static class NatsWatch
{
    public const string Away = "the NATS server is away";

    /// <summary>Watches until it is told to stop.</summary>
    /// <param name="link">The connection; it is made again where it is lost.</param>
    /// <param name="prepare">What is done before the server counts as back.</param>
    /// <param name="say">Told why nothing can be done; told nothing, as soon as it can.</param>
    /// <param name="notes">Told why there is no connection.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="NatsException">The server refuses.</exception>
    public static async Task RunAsync(NatsLink link, Func<Task> prepare, Action<string> say, Action<string> notes, CancellationToken stop)
    {
        while (true)
        {
            say(Away);
            NatsConnection? connection = null;
            await prepare();
            await NatsSystem.Persist(notes, async () => connection = await link.ConnectionAsync(stop), stop);
            say("");
            notes((await connection!.Lost.WaitAsync(stop)).Message);
        }
    }
}
