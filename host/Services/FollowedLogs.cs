using Pawl.Bus;
using Pawl.Engine;
using Pawl.Ingestion;
using Pawl.Logs;
using Pawl.Nats;
using Pawl.Recovery;
using Pawl.Types;

namespace Pawl.Host.Services;

/// <summary>The inputs of the logs of a system as a source: what an executor computes from them can be computed here again, to be looked at.</summary>
internal sealed class FollowedLogs : IInputSource
{
    private readonly Graph graph;
    private readonly SymbolTable symbols;
    private readonly IEventFollower follower;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task following;
    private readonly EventDecoder decoder = new();
    private string log = "";
    private int left;
    private long rows;

    /// <param name="system">The system.</param>
    /// <param name="graph">The pipeline that its executors compute.</param>
    /// <param name="symbols">Takes the symbols of the logs.</param>
    /// <param name="notes">Told when the server is away.</param>
    public FollowedLogs(NatsSystem system, Graph graph, SymbolTable symbols, Action<string> notes)
    {
        (this.graph, this.symbols) = (graph, symbols);
        ReaderOptions options = new() { Notes = notes };

        // What a broker tells strategies stands beside what their logs said.
        follower = graph.Nodes.Any(n => n.Kind?.ReadsOrders == true) ? new SaidFollower(system.Streams, options) : new InputFollower(system.Streams, options);
        following = FollowAsync(system, notes);
    }

    /// <summary>Done when everything that came has been given; what goes along with it is to be there then.</summary>
    public Action CaughtUp { get; init; } = () => { };

    public InputProgress Progress => new(0, 0, Interlocked.Read(ref rows), 0);

    public IReadOnlyList<string> Warnings => [];

    public int Read(Span<InputEvent> batch)
    {
        int count = 0;
        while (count < batch.Length && (left > 0 || TryOpen(waits: count == 0)))
        {
            if (!decoder.TryRead(out batch[count], out _))
            {
                throw new IngestionException($"log {log}: a record of its inputs ends {left} events too early");
            }

            batch[count].Symbol = symbols.Intern(Symbol.Parse(graph.CrossesSymbols ? graph.Symbols[batch[count].Symbol] : log));
            left--;
            count++;
            if (left == 0 && follower.Events.Count == 0)
            {
                CaughtUp();
            }
        }

        Interlocked.Add(ref rows, count);
        return count;
    }

    public void Dispose()
    {
        stopping.Cancel();
        // What it ended with was told to whoever read.
        Task.WaitAny(following);
        stopping.Dispose();
    }

    /// <summary>Goes to the next record, where there is one.</summary>
    private bool TryOpen(bool waits)
    {
        FollowedEvents? next;
        while (!follower.Events.TryRead(out next))
        {
            if (!waits || !Come())
            {
                return false;
            }
        }

        decoder.Open(next.Events);
        (log, left) = (next.Log, next.Count);
        return true;
    }

    /// <summary>Waits until something comes; false where nothing will any more.</summary>
    private bool Come()
    {
        Task<bool> next = follower.Events.WaitToReadAsync().AsTask();
        Task.WaitAny(next, following);
        if (next.IsCompleted && next.Result)
        {
            return true;
        }

        try
        {
            following.GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is StoreException or StreamBrokenException or NatsException)
        {
            throw new IngestionException(e.Message, e);
        }
        catch (OperationCanceledException)
        {
            // It was told to.
        }

        return false;
    }

    private async Task FollowAsync(NatsSystem system, Action<string> notes)
    {
        await system.EnsureAsync(notes, stopping.Token);
        await follower.RunAsync(stopping.Token);
    }
}
