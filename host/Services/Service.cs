using System.Net;
using Pawl.Bus;
using Pawl.Host.Commands;
using Pawl.Host.Web;
using Pawl.Nats;
using Pawl.Recovery;
using Pawl.Redis;

namespace Pawl.Host.Services;

/// <summary>A role, as a process of its own: it works until it is told to stop, tells what it does, and ends with a line where it cannot go on.</summary>
internal static class Service
{
    /// <summary>How long a service may take to end well.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Two processes of one program are never one owner.</summary>
    public static string NewOwner(string role) => $"{role}-{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid():n}";

    /// <exception cref="FailureException">It cannot go on.</exception>
    public static int Run(string role, IPEndPoint address, ServiceHealth health, Func<Action<string>, CancellationToken, Task> work) =>
        Run(role, () => health.ServeAsync(new WebOptions { Address = address }), work);

    /// <summary>The same for a role that serves more than its health.</summary>
    /// <exception cref="FailureException">It cannot go on.</exception>
    public static int Run(string role, Func<Task<IAsyncDisposable>> serve, Func<Action<string>, CancellationToken, Task> work)
    {
        AspNetFramework.Load();
        Interruption.Patience = Patience;
        return RunAsync(role, serve, work, Interruption.Token).GetAwaiter().GetResult();
    }

    private static async Task<int> RunAsync(string role, Func<Task<IAsyncDisposable>> serve, Func<Action<string>, CancellationToken, Task> work, CancellationToken stop)
    {
        await using IAsyncDisposable served = await serve();
        try
        {
            await work(line => Console.Error.WriteLine($"{role}: {line}"), stop);
            await Console.Error.WriteLineAsync($"{role}: ended");
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync($"{role}: stopped");
        }
        catch (Exception e) when (e is NatsException or RedisException or BusException or OwnershipLostException or StreamBrokenException or StoreException)
        {
            throw new FailureException($"{role}: {e.Message}");
        }

        return 0;
    }
}
