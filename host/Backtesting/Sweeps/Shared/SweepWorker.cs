using Pawl.Host.Services;
using Pawl.Nats;

namespace Pawl.Host.Backtesting.Sweeps.Shared;

/// <summary>Runs sets of a sweep that another process shares, until that one says that all is done, or it is told to stop.</summary>
/// <param name="plan">The sweep; the same as there.</param>
/// <param name="link">The server.</param>
/// <param name="key">By this the sweep is known.</param>
/// <param name="notes">Told what people should know, a line each.</param>
internal sealed class SweepWorker(SweepPlan plan, NatsLink link, string key, Action<string> notes)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly string name = Service.NewOwner("sweep");
    private readonly LocalSets sets = new(plan, new SweptData(plan.Data));

    /// <exception cref="NatsRefusedException">The server does not let it in.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            notes($"{name} works for sweep {key}");
            while (await TakeAsync(stop) is { HasEnded: false } work)
            {
                await (work.Sets.Count > 0 ? WorkAsync(work, stop) : Task.Delay(Pause, stop));
            }

            notes("all sets are done");
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await LeaveAsync();
            notes("stopped");
        }
    }

    private async Task<GivenWork> TakeAsync(CancellationToken stop) =>
        SharedWork.ReadGiven(await UntilAnsweredAsync(SharedWork.Ask, SharedWork.WriteAsk(name, plan.Threads), stop), plan.Space);

    private async Task WorkAsync(GivenWork work, CancellationToken stop)
    {
        notes($"runs {work.Sets.Count} from {work.Sets[0].Id}");
        Task<IReadOnlyList<string>[]> running = Task.Run(() => sets.Run([.. work.Sets.Select(s => s.Point)], work.Stretch, _ => { }, stop), CancellationToken.None);
        while (await Task.WhenAny(running, Task.Delay(SetQueue.Patience / 5, CancellationToken.None)) != running)
        {
            try
            {
                await (await link.ConnectionAsync(stop)).PublishAsync(SharedWork.SubjectOf(key, SharedWork.Alive), SharedWork.WriteName(name), cancel: stop);
            }
            catch (NatsException)
            {
                // What it computes is told when the server is there again.
            }
        }

        await UntilAnsweredAsync(SharedWork.Done, SharedWork.WriteDone(name, work, await running), stop);
    }

    private async Task LeaveAsync()
    {
        try
        {
            await (await link.ConnectionAsync()).RequestAsync(SharedWork.SubjectOf(key, SharedWork.Leave), SharedWork.WriteName(name), TimeSpan.FromSeconds(2));
        }
        catch (NatsException)
        {
            // Then it will not be heard of any more.
        }
    }

    /// <summary>Says something until who shares the sweep has heard it: either may be away for a while.</summary>
    private async Task<ReadOnlyMemory<byte>> UntilAnsweredAsync(string word, byte[] message, CancellationToken stop)
    {
        string said = "";
        while (true)
        {
            try
            {
                return (await (await link.ConnectionAsync(stop)).RequestAsync(SharedWork.SubjectOf(key, word), message, Patience, cancel: stop)).Payload;
            }
            catch (NatsException e) when (e is not NatsRefusedException)
            {
                string line = e is NoRespondersException ? "nobody shares this sweep yet; run the same line with --workers instead of --work-for" : e.Message;
                if (line != said)
                {
                    notes(said = line);
                }

                await Task.Delay(Pause, stop);
            }
        }
    }
}
