namespace Pawl.Ingestion;

/// <summary>
/// Input that cannot be taken. The message is one line that names the place, the value and the remedy,
/// fit to be shown to the user as it is.
/// </summary>
public class IngestionException : Exception
{
    public IngestionException()
    {
    }

    public IngestionException(string message)
        : base(message)
    {
    }

    /// <summary>A row cannot be read; those behind it may be.</summary>
    public IngestionException(RefusedRow row)
        : base($"{row?.Place}: {row?.Reason}")
    {
        Row = row;
    }

    public IngestionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The row that cannot be read, where it is one; null where nothing that follows can be read either.</summary>
    public RefusedRow? Row { get; }
}
