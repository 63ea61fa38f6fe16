using Pawl.Nats.JetStream;

namespace Pawl.Nats;

/// <summary>The connection of a program to a server: made when it is first needed, and again when it is needed after a loss.</summary>
/// <param name="options">Where the server is.</param>
/// <param name="patience">How long an answer of JetStream may take.</param>
public sealed class NatsLink(NatsOptions options, TimeSpan patience) : IAsyncDisposable
{
    private readonly SemaphoreSlim gate = new(1);
    private NatsConnection? connection;
    private JetStreamApi? jetStream;

    /// <summary>The connection.</summary>
    /// <exception cref="NatsException">There is none, and none can be made now.</exception>
    public async ValueTask<NatsConnection> ConnectionAsync(CancellationToken cancel = default)
    {
        if (connection is { Lost.IsCompleted: false } living)
        {
            return living;
        }

        await gate.WaitAsync(cancel);
        try
        {
            if (connection is not { Lost.IsCompleted: false })
            {
                if (connection is { } lost)
                {
                    await lost.DisposeAsync();
                    connection = null;
                }

                connection = await NatsConnection.ConnectAsync(options, cancel);
                jetStream = new JetStreamApi(connection, patience);
            }

            return connection;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>The streams of the server.</summary>
    /// <exception cref="NatsException">There is no connection, and none can be made now.</exception>
    public async ValueTask<JetStreamApi> JetStreamAsync(CancellationToken cancel = default)
    {
        NatsConnection living = await ConnectionAsync(cancel);
        return jetStream is { } known && known.Connection == living ? known : new JetStreamApi(living, patience);
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is { } last)
        {
            await last.DisposeAsync();
        }

        gate.Dispose();
    }
}
