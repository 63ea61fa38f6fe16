using System.Globalization;
using Pawl.Bus;
using Pawl.Host.Commands;
using Pawl.Logs;

namespace Pawl.Host.Services.Trading;

/// <summary>
/// Trades an account on paper as a service. One account is one order of decisions, so that one process has all of its logs: the account's lease and those of
/// the partitions of all symbols. Another waits until it is gone.
/// </summary>
/// <param name="system">The streams.</param>
/// <param name="logs">The logs.</param>
/// <param name="data">The pipeline.</param>
/// <param name="request">The account.</param>
/// <param name="snapshotEvery">Events of a log after which its state is saved.</param>
internal sealed class AccountRole(NatsSystem system, LogFactory logs, PipelineData data, AccountRequest request, long snapshotEvery)
{
    private readonly LogStreams[] partitions = [.. request.Symbols.Select(s => system.Partitions.Of(logs.RouteOf(s)!.Value.Log)).Distinct().Order().Select(p => system.Streams[p])];
    private AccountExecutor? working;

    /// <summary>How many partitions it owns.</summary>
    public int Owned => working is null ? 0 : partitions.Length;

    /// <summary>How many events its logs have taken.</summary>
    public long Events => working?.Events ?? 0;

    public async Task RunAsync(string owner, Action<string> notes, CancellationToken stop)
    {
        await system.EnsureAccountAsync(request.Name, notes, stop);
        Lease[] leases = [.. partitions.Select(p => string.Create(CultureInfo.InvariantCulture, $"partition.{p.Partition}")).Prepend("account." + request.Name)
            .Select(key => new Lease(system.Owners, key, owner, OnlyOne.Life, TimeProvider.System))];
        await OnlyOne.RunAsync(leases, notes, work => WorkAsync(owner, notes, work), stop);
    }

    private async Task WorkAsync(string owner, Action<string> notes, CancellationToken stop)
    {
        notes($"trades account {request.Name}, with partitions {string.Join(", ", partitions.Select(p => p.Partition))}");
        string said = "";
        try
        {
            while (true)
            {
                working = new AccountExecutor(system, logs, data, request, new ExecutorOptions(owner) { SnapshotEvery = snapshotEvery, Notes = notes });
                try
                {
                    await working.RunAsync(partitions, stop);
                    return;
                }
                catch (BusException away)
                {
                    if (away.Message != said)
                    {
                        notes($"{away.Message}; going on where it was when the server answers");
                        said = away.Message;
                    }

                    await Task.Delay(TimeSpan.FromMilliseconds(250), stop);
                }
            }
        }
        finally
        {
            working = null;
        }
    }
}
