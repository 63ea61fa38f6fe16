using Pawl.Host.Commands;
using Pawl.Host.Replay.Live;
using Pawl.Host.Services.Trading;
using Pawl.Host.Web;

namespace Pawl.Host.Services;

/// <summary>
/// A replica of a system that people and programs look at: it follows the inputs of all logs and computes them again, which gives the same lines,
/// ids and hashes, and serves them as an embedded run does. It owns nothing and writes nothing into the system, so there may be any number.
/// </summary>
/// <param name="system">The system.</param>
/// <param name="data">The pipeline that its executors compute.</param>
/// <param name="store">The file that holds its copy; where it is lost, it is made again from the logs.</param>
/// <param name="serve">How it is served.</param>
internal sealed class ReplicaRole(NatsSystem system, PipelineData data, StoreRequest store, WebOptions serve)
{
    /// <summary>Follows until it is told to stop.</summary>
    public void Run(string role, int threads, CancellationToken stop)
    {
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _ = system.WatchAsync(ended.Token);
        Action<string> notes = line => Console.Error.WriteLine($"{role}: {line}");
        using FollowedAccount? account = data.Graph.Nodes.Any(n => n.Kind?.ReadsOrders == true) ? new FollowedAccount(system, notes) : null;
        LiveFeed logs = new("logs", symbols => new FollowedLogs(system, data.Graph, symbols, notes) { CaughtUp = () => account?.CatchUp() });
        try
        {
            new LiveRun(data with { Feed = logs }, new LiveRunRequest(store) { Threads = threads, Serve = serve with { Waits = () => system.Why }, Followed = account is null ? null : account.Begin }).Run(stop);
            Console.Error.WriteLine($"{role}: stopped");
        }
        finally
        {
            ended.Cancel();
            system.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
