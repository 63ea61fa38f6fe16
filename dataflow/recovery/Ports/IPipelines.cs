namespace Pawl.Recovery;

/// <summary>The pipelines by which logs were computed.</summary>
public interface IPipelines
{
    /// <summary>A log in which nothing has happened, of a pipeline that was kept.</summary>
    /// <exception cref="StoreException">It was not kept, or this program would compute something else; the message completes "its pipeline …".</exception>
    LogComputation Begin(string log, Hash256 pipeline);
}
