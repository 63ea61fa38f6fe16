namespace Pawl.Host.Services;

/// <summary>How a role lives with a server that is away.</summary>
internal static class Patience
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Does something until it is done.</summary>
    /// <param name="notes">Told why it is not, once for each reason.</param>
    /// <param name="action">Does it.</param>
    /// <param name="passes">Whether what it failed with will pass, so that it is tried again.</param>
    /// <param name="stop">Ends it.</param>
    public static async Task PersistAsync(Action<string> notes, Func<Task> action, Func<Exception, bool> passes, CancellationToken stop)
    {
        string? said = null;
        while (true)
        {
            try
            {
                await action();
                return;
            }
            catch (Exception e) when (passes(e))
            {
                if (e.Message != said)
                {
                    notes($"{e.Message}; trying again");
                    said = e.Message;
                }

                await Task.Delay(Pause, stop);
            }
        }
    }
}
