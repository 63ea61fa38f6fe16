using Pawl.Bus;

namespace Pawl.Logs;

/// <summary>How a service works on streams: it finds where it was, goes on, goes on again after each absence of the server, and ends well when it is told to stop.</summary>
/// <param name="pause">How long to wait before a server that does not answer is asked again.</param>
/// <param name="patience">How long writing may take after it was told to stop.</param>
/// <param name="notes">Told when the server is away.</param>
internal sealed class Perseverance(TimeSpan pause, TimeSpan patience, Action<string> notes)
{
    /// <summary>
    /// For whatever is written: ends some time after the service was told to stop. A record that was begun to be written is not given up
    /// before; once it is, nothing may be written behind it, and the next process finds out how far this one came.
    /// </summary>
    public CancellationToken Writing { get; private set; }

    /// <param name="recover">Takes over what it owns, and finds where it was; done again where the server was away meanwhile.</param>
    /// <param name="work">Goes on from there; done again where the server was away.</param>
    /// <param name="end">Writes down what should be, once it was told to stop.</param>
    /// <param name="stop">Tells it to stop.</param>
    public async Task RunAsync(Func<Task> recover, Func<Task> work, Func<Task> end, CancellationToken stop)
    {
        using CancellationTokenSource late = new();
        using CancellationTokenRegistration ending = stop.Register(() => late.CancelAfter(patience));
        Writing = late.Token;
        bool isRecovered = false;
        try
        {
            await UntilThereAsync(recover, stop);
            isRecovered = true;
            while (true)
            {
                await UntilThereAsync(work, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Before, it does not know where it is.
            if (isRecovered && !Writing.IsCancellationRequested)
            {
                await end();
            }
        }
    }

    /// <summary>Does something as soon as the server lets it be done.</summary>
    public static async Task<T> UntilThereAsync<T>(Func<Task<T>> action, TimeSpan pause, Action<string> notes, CancellationToken stop)
    {
        string said = "";
        while (true)
        {
            try
            {
                return await action();
            }
            catch (BusException away)
            {
                if (away.Message != said)
                {
                    notes($"{away.Message}; going on where it was when the server answers");
                    said = away.Message;
                }

                await Task.Delay(pause, stop);
            }
        }
    }

    private Task<bool> UntilThereAsync(Func<Task> action, CancellationToken stop) => UntilThereAsync(
        async () =>
        {
            await action();
            return true;
        },
        pause, notes, stop);
}
