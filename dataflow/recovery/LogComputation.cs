using Pawl.Candles;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Recovery;

/// <summary>What computes a log: its engine, and what belongs to the pipeline of it.</summary>
public sealed class LogComputation
{
    /// <param name="log">The log.</param>
    /// <param name="driver">Its driver.</param>
    /// <param name="pipeline">By it the pipeline is known from others: the log and its saved states name it.</param>
    public LogComputation(EngineLog log, CandleDriver driver, Hash256 pipeline)
    {
        ArgumentNullException.ThrowIfNull(log);
        Log = log;
        Driver = driver;
        Pipeline = pipeline;
        Writers = [.. log.Graph.Channels.Select(c => new EnvelopeWriter(log.Name, Symbol.Parse(log.Symbols[c.Symbol]), c.TimeFrame, c.Node, c.Schema))];
    }

    public EngineLog Log { get; }

    public CandleDriver Driver { get; }

    public Hash256 Pipeline { get; }

    /// <summary>What writes the canonical lines, by channel.</summary>
    public IReadOnlyList<EnvelopeWriter> Writers { get; }
}
