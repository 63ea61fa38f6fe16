using Pawl.Logs;
using Pawl.Nats;

namespace Pawl.Host.Services.Trading;

/// <summary>Work on what all accounts of a system say: begun anew when there is another account, which is seldom.</summary>
internal static class KnownAccounts
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    /// <param name="system">The system.</param>
    /// <param name="notes">Told when the server is away.</param>
    /// <param name="work">Does it with the accounts that there are, until its token ends.</param>
    /// <param name="stop">Ends it.</param>
    public static async Task WorkAsync(NatsSystem system, Action<string> notes, Func<IReadOnlyList<AccountStreams>, CancellationToken, Task> work, CancellationToken stop)
    {
        IReadOnlyList<string> known = [];
        await NatsSystem.Persist(notes, async () => known = await system.AccountsAsync(stop), stop);
        while (!stop.IsCancellationRequested)
        {
            using CancellationTokenSource until = CancellationTokenSource.CreateLinkedTokenSource(stop);
            Task<IReadOnlyList<string>> another = AnotherAsync(system, known, until.Token);
            Task working = work([.. known.Select(system.Account)], until.Token);
            await Task.WhenAny(working, another);
            await until.CancelAsync();
            await working;
            known = await another;
        }
    }

    /// <summary>The accounts, once there are others than were known, or at the end.</summary>
    private static async Task<IReadOnlyList<string>> AnotherAsync(NatsSystem system, IReadOnlyList<string> known, CancellationToken until)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Beat, until);
                if (await NowAsync(system, until) is { } now && !now.SequenceEqual(known, StringComparer.Ordinal))
                {
                    return now;
                }
            }
        }
        catch (OperationCanceledException)
        {
            return known;
        }
    }

    private static async Task<IReadOnlyList<string>?> NowAsync(NatsSystem system, CancellationToken until)
    {
        try
        {
            return await system.AccountsAsync(until);
        }
        catch (NatsException)
        {
            // Whoever works says that the server is away.
            return null;
        }
    }
}
