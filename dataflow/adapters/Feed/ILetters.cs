using Pawl.Bus;
using Pawl.Recovery;

namespace Pawl.Feed;

/// <summary>Input that was refused, as it lies in a stream.</summary>
/// <param name="Sequence">Its number there.</param>
/// <param name="Log">What it was meant for.</param>
/// <param name="Letter">What it is.</param>
public sealed record KeptLetter(long Sequence, string Log, DeadLetter Letter);

/// <summary>The stream of what was refused; it forgets the oldest.</summary>
public interface ILetters
{
    string Name { get; }

    /// <summary>Those after a number, as they come.</summary>
    /// <exception cref="BusException">The server cannot be asked any more.</exception>
    /// <exception cref="StoreException">The stream ends before that number.</exception>
    IAsyncEnumerable<KeptLetter> ReadAsync(long after, CancellationToken cancel);
}
