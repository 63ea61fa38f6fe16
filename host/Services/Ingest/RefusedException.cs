namespace Pawl.Host.Services.Ingest;

/// <summary>A batch is not taken, nothing of it.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="word">By it programs tell it from others.</param>
/// <param name="detail">Where it is wrong, what stands there and what to do, in one line.</param>
public sealed class RefusedException(int status, string word, string detail) : Exception(detail)
{
    public int Status => status;

    public string Word => word;

    /// <summary>Where a stream goes on, for whoever sent something else.</summary>
    public long? NextExpected { get; init; }
}
