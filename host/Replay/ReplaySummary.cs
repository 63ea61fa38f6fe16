using Pawl.Host.Replay.Storing;
using Pawl.Ingestion;
using Pawl.Types;

namespace Pawl.Host.Replay;

/// <summary>What a replay did.</summary>
/// <param name="Events">Input events that took a number.</param>
/// <param name="OutsideTicks">Ticks and quotes outside of the hours that count.</param>
/// <param name="Instruments">The symbols whose candles follow the rules of an instrument.</param>
/// <param name="InstrumentsFile">The file that those instruments are from.</param>
/// <param name="Rolls">The rolls of continuous futures, by symbol and time.</param>
/// <param name="Logs">Each log and its hash, by name.</param>
/// <param name="RunHash">SHA-256 over the sorted lines "{log} {hash}".</param>
/// <param name="Recovered">The logs that went on from a store, by name.</param>
internal sealed record ReplaySummary(
    long Events,
    long Cycles,
    long Outputs,
    TimeSpan Time,
    long LateTicks,
    long ZeroTicks,
    long DuplicateTicks,
    long Gaps,
    long OutsideTicks,
    IReadOnlyList<(string Symbol, Instrument Instrument)> Instruments,
    IReadOnlyList<(string Log, string Hash)> Logs,
    string RunHash,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<ContractRoll> Rolls,
    string? InstrumentsFile,
    IReadOnlyList<StoredLogRun> Recovered);
