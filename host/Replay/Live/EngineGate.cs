namespace Pawl.Host.Replay.Live;

/// <summary>
/// Keeps those who look at running logs apart from those who run them. The engine passes it once for each piece of its input; one watcher
/// holds it for moments, and keeps away in proportion to what it took, so that the engine loses little, whoever looks.
/// </summary>
internal sealed class EngineGate
{
    private readonly Lock gate = new();

    /// <summary>Runs something of the engine.</summary>
    public void Run(Action piece)
    {
        lock (gate)
        {
            piece();
        }
    }

    /// <summary>Looks at logs, which stand still meanwhile.</summary>
    public void Look(Action look)
    {
        lock (gate)
        {
            look();
        }
    }
}
