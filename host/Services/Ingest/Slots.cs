namespace Pawl.Host.Services.Ingest;

/// <summary>How many requests may be worked on at once, and whether any are: nobody waits for a place, who finds none is told so.</summary>
/// <param name="most">How many places there are.</param>
internal sealed class Slots(int most)
{
    private readonly Lock gate = new();
    private readonly TaskCompletionSource empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int taken;
    private bool isClosed;

    /// <summary>How many are taken.</summary>
    public int Taken
    {
        get
        {
            lock (gate)
            {
                return taken;
            }
        }
    }

    /// <summary>Takes a place; false where there is none.</summary>
    public bool TryEnter()
    {
        lock (gate)
        {
            if (isClosed || taken >= most)
            {
                return false;
            }

            taken++;
            return true;
        }
    }

    public void Leave()
    {
        lock (gate)
        {
            taken--;
            if (isClosed && taken == 0)
            {
                empty.TrySetResult();
            }
        }
    }

    /// <summary>Gives no places any more; ends when all are free.</summary>
    public Task CloseAsync()
    {
        lock (gate)
        {
            isClosed = true;
            if (taken == 0)
            {
                empty.TrySetResult();
            }

            return empty.Task;
        }
    }
}
