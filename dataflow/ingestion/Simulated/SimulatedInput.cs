using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Ingestion;

/// <summary>
/// The simulated market as a stream of events: a pure function of its options, so that what was read once can be read again. It
/// costs no more to read than to skip, and waits for nobody: who wants it at the pace of a clock paces it.
/// </summary>
/// <remarks>One thread at a time.</remarks>
public sealed class SimulatedInput : IInputSource
{
    private readonly SimulatedWalk[] _walks;
    private readonly Timestamp _end;
    private long _rows;

    /// <param name="options">What it is to do.</param>
    /// <param name="symbols">Numbers its symbols.</param>
    public SimulatedInput(SimulatedOptions options, SymbolTable symbols)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(symbols);
        _end = options.Duration is { } length ? options.Start.AddNanoseconds((long)(length.TotalSeconds * Timestamp.NanosecondsPerSecond)) : Timestamp.MaxValue;
        // The course of a symbol does not depend on which others there are.
        _walks = [.. options.Listings.Select(l => new SimulatedWalk(l, symbols.Intern(l.Symbol), SeedOf(options.Seed, l.Symbol.Name), options.Start, options.Rate))];
    }

    /// <inheritdoc/>
    public InputProgress Progress => new(0, 0, Volatile.Read(ref _rows), 0);

    /// <inheritdoc/>
    public IReadOnlyList<string> Warnings => [];

    /// <inheritdoc/>
    public int Read(Span<InputEvent> batch)
    {
        int count = 0;
        while (count < batch.Length && First() is var walk && walk.Time < _end)
            walk.Take(out batch[count++]);
        Volatile.Write(ref _rows, _rows + count);
        return count;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <summary>The walk whose event comes first; of two at one instant the one that was named first.</summary>
    private SimulatedWalk First()
    {
        SimulatedWalk first = _walks[0];
        foreach (SimulatedWalk walk in _walks.AsSpan(1))
        {
            if (walk.Time < first.Time)
                first = walk;
        }

        return first;
    }

    private static ulong SeedOf(int seed, string symbol) => unchecked((ulong)seed * 0x9E3779B97F4A7C15) ^ unchecked((ulong)Execution.KeyOf(symbol));
}
