namespace Pawl.Recovery;

/// <summary>A store cannot be used, or what it holds cannot be gone on with. The message is one line: which store or log, what is wrong, how to go on.</summary>
public sealed class StoreException : Exception
{
    public StoreException()
    {
    }

    public StoreException(string message) : base(message)
    {
    }

    public StoreException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
