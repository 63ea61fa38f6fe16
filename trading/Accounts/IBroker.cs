namespace Pawl.Trading;

/// <summary>
/// The port to a broker, simulated or real. It takes only what the risk gate let pass, and answers later, by order updates
/// and fills that enter the log like any other event.
/// </summary>
public interface IBroker
{
    /// <summary>Takes a request; its outcome is told later.</summary>
    void Send(in ApprovedRequest request);
}
