namespace Pawl.Bus;

/// <summary>What a key has, and the number by which it is replaced.</summary>
public sealed record KeyEntry(ReadOnlyMemory<byte> Value, long Revision);

/// <summary>Keys on a server; a value is written only by whoever knows the one before it.</summary>
public interface IKeys
{
    /// <summary>What a key has; null when it has nothing.</summary>
    /// <exception cref="BusException">The server cannot be asked.</exception>
    Task<KeyEntry?> GetAsync(string key, CancellationToken cancel = default);

    /// <summary>Writes a value in place of the one with a number, 0 where there is none.</summary>
    /// <returns>The number of the new one; null where the key has another than was thought.</returns>
    /// <exception cref="BusException">Nobody knows whether it was written.</exception>
    Task<long?> PutAsync(string key, ReadOnlyMemory<byte> value, long revision, CancellationToken cancel = default);
}
