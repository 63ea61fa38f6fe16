namespace Pawl.Ingestion;

/// <summary>
/// Input that cannot be taken. The message is one line that names the place, the value and the remedy,
/// fit to be shown to the user as it is.
/// </summary>
public sealed class IngestionException : Exception
{
    public IngestionException()
    {
    }

    public IngestionException(string message)
        : base(message)
    {
    }

    public IngestionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
