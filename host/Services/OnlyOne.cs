using Pawl.Bus;

namespace Pawl.Host.Services;

/// <summary>Work that one process at a time does, as long as it holds a lease; others wait for it.</summary>
internal static class OnlyOne
{
    /// <summary>How long a lease lasts without being renewed.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(3);

    /// <summary>Does what one process of a whole system does.</summary>
    /// <param name="system">The system.</param>
    /// <param name="role">What that is.</param>
    /// <param name="notes">Told of comings and goings.</param>
    /// <param name="work">Does it, as an owner with this name, until its token ends.</param>
    /// <param name="stop">Ends it.</param>
    public static Task RunAsync(NatsSystem system, string role, Action<string> notes, Func<string, CancellationToken, Task> work, CancellationToken stop)
    {
        string owner = Service.NewOwner(role);
        return RunAsync(new Lease(system.Owners, role, owner, Life, TimeProvider.System), notes, token => work(owner, token), stop);
    }

    /// <param name="lease">Who should do it. That nobody else can is the business of what he writes to.</param>
    /// <param name="notes">Told of comings and goings.</param>
    /// <param name="work">Does it, until its token ends.</param>
    /// <param name="stop">Ends it.</param>
    public static Task RunAsync(Lease lease, Action<string> notes, Func<CancellationToken, Task> work, CancellationToken stop) => RunAsync([lease], notes, work, stop);

    /// <summary>Does what needs several leases at once.</summary>
    /// <param name="leases">The leases, in the order in which everybody takes them.</param>
    /// <param name="notes">Told of comings and goings.</param>
    /// <param name="work">Does it, until its token ends.</param>
    /// <param name="stop">Ends it.</param>
    public static async Task RunAsync(IReadOnlyList<Lease> leases, Action<string> notes, Func<CancellationToken, Task> work, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (!await TryHoldAsync(leases, stop))
            {
                await Task.Delay(leases[0].Beat, stop);
                continue;
            }

            using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
            Task working = work(ended.Token);
            try
            {
                while (!working.IsCompleted && !stop.IsCancellationRequested)
                {
                    await Task.WhenAny(working, Task.Delay(leases[0].Beat, ended.Token));

                    // A server that does not answer takes nothing away: nobody else can come meanwhile either. Who has come shows in the streams.
                    _ = working.IsCompleted || stop.IsCancellationRequested || await TryHoldAsync(leases, stop);
                }

                await working;
            }
            catch (OwnershipLostException taken)
            {
                notes(taken.Message);
            }
            finally
            {
                await ended.CancelAsync();
                if (stop.IsCancellationRequested)
                {
                    foreach (Lease lease in leases.Reverse())
                    {
                        await lease.ReleaseAsync(CancellationToken.None);
                    }
                }
            }
        }
    }

    /// <summary>Whether all of them are held; who has not the first wants none of the others.</summary>
    private static async Task<bool> TryHoldAsync(IReadOnlyList<Lease> leases, CancellationToken stop)
    {
        bool all = await leases[0].TryHoldAsync(stop);
        foreach (Lease lease in all ? leases.Skip(1) : [])
        {
            all &= await lease.TryHoldAsync(stop);
        }

        return all;
    }
}
