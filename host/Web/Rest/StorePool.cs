using System.Collections.Concurrent;

namespace Pawl.Host.Web.Rest;

/// <summary>Connections to the store for those who ask: a few at once, the others wait their turn for a while.</summary>
internal sealed class StorePool(string path) : IDisposable
{
    private const int Most = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim free = new(Most, Most);
    private readonly ConcurrentBag<StoredMessages> idle = [];

    /// <summary>Asks the store.</summary>
    /// <exception cref="Problem">Too many ask.</exception>
    public async Task<T> Use<T>(Func<StoredMessages, T> ask, CancellationToken stop)
    {
        if (!await free.WaitAsync(Patience, stop))
        {
            throw new Problem(503, "too many ask the store at once; try again in a moment");
        }

        try
        {
            if (!idle.TryTake(out StoredMessages? store))
            {
                store = new StoredMessages(path);
            }

            try
            {
                T answer = await Task.Run(() => ask(store), stop);
                idle.Add(store);
                return answer;
            }
            catch
            {
                store.Dispose();
                throw;
            }
        }
        finally
        {
            free.Release();
        }
    }

    public void Dispose()
    {
        while (idle.TryTake(out StoredMessages? store))
        {
            store.Dispose();
        }

        free.Dispose();
    }
}
