using System.Collections.Concurrent;
using System.Globalization;
using Pawl.Bus;
using Pawl.Logs;

namespace Pawl.Host.Services;

/// <summary>
/// Owns partitions and computes their logs. Those of its share it takes as soon as they are free; any other one only where its owner
/// has not been heard of for a while, so that several executors share the work and each takes over what another leaves behind.
/// </summary>
/// <param name="system">The streams.</param>
/// <param name="logs">The logs.</param>
/// <param name="share">Its share.</param>
/// <param name="snapshotEvery">Events of a log after which its state is saved.</param>
internal sealed class ExecutorRole(NatsSystem system, LogFactory logs, PartitionShare share, long snapshotEvery)
{
    private readonly ConcurrentDictionary<int, PartitionExecutor> working = new();
    private long ended;

    /// <summary>How many partitions it owns.</summary>
    public int Owned => working.Count;

    /// <summary>How many events its logs have taken.</summary>
    public long Events => Interlocked.Read(ref ended) + working.Values.Sum(w => w.Events);

    public async Task RunAsync(string owner, Action<string> notes, CancellationToken stop)
    {
        foreach (LogStreams own in system.Streams.Where(s => share.IsOwn(s.Partition)))
        {
            await NatsSystem.Persist(notes, async () => share.Check(own.Partition, (await own.Inputs.SubjectsAsync(stop)).Select(LogStreams.LogOf).OfType<string>(), logs), stop);
        }

        using CancellationTokenSource failed = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task[] partitions = [.. system.Streams.Where(s => share.TakesOver || share.IsOwn(s.Partition)).Select(s => KeepAsync(s, owner, notes, failed))];
        await Task.WhenAll(partitions);
    }

    /// <summary>Takes a partition when it is free, works on it as long as it is held, and begins anew.</summary>
    private async Task KeepAsync(LogStreams streams, string owner, Action<string> notes, CancellationTokenSource failed)
    {
        CancellationToken stop = failed.Token;
        try
        {
            if (!share.IsOwn(streams.Partition))
            {
                // Whoever's share it is comes first.
                await Task.Delay(2 * OnlyOne.Life, stop);
            }

            Lease lease = new(system.Owners, string.Create(CultureInfo.InvariantCulture, $"partition.{streams.Partition}"), owner, OnlyOne.Life, TimeProvider.System);
            await OnlyOne.RunAsync(lease, notes, work => WorkAsync(streams, owner, notes, work), stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // It was told to.
        }
        catch
        {
            await failed.CancelAsync();
            throw;
        }
    }

    private async Task WorkAsync(LogStreams streams, string owner, Action<string> notes, CancellationToken stop)
    {
        notes($"owns partition {streams.Partition}");
        PartitionExecutor executor = new(streams, logs.Create, new ExecutorOptions(owner) { SnapshotEvery = snapshotEvery, Notes = notes });
        working[streams.Partition] = executor;
        try
        {
            await executor.RunAsync(stop);
        }
        finally
        {
            working.TryRemove(streams.Partition, out _);
            Interlocked.Add(ref ended, executor.Events);
        }
    }
}
