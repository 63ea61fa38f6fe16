namespace Pawl.Bus;

/// <summary>A server did not do, or did not say that it did, what was asked; whether it did is unknown. One line.</summary>
public class BusException : Exception
{
    public BusException(string message)
        : base(message)
    {
    }

    public BusException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

/// <summary>Another owner writes the stream now; nothing that was not stored yet will be.</summary>
/// <param name="stream">The stream.</param>
/// <param name="mine">The epoch of whoever is told.</param>
/// <param name="theirs">The epoch of the other.</param>
public sealed class OwnershipLostException(string stream, long mine, long theirs)
    : Exception(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"stream {stream}: another owner has taken it over (epoch {theirs}; this one has {mine})"));

/// <summary>A stream does not hold what it must; a person has to look.</summary>
public sealed class StreamBrokenException(string message) : Exception(message);
