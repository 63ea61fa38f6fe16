using System.Text;
using Pawl.Recovery;

namespace Pawl.Persistence.Sinks;

/// <summary>The run whose logs a database is given.</summary>
/// <param name="Key">By it the run is found again: of a live system its name, of a replay or back-test one that nothing else has.</param>
/// <param name="Kind">What makes it: <c>run</c>, <c>replay</c>.</param>
/// <param name="Pipeline">The name of the pipeline.</param>
/// <param name="Data">The names of the data.</param>
/// <param name="Program">The version of the program.</param>
public sealed record SinkRun(string Key, string Kind, string Pipeline, string Data, string Program);

/// <summary>A log as a sink knows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Tag">Its tag: another one means that the log was made anew.</param>
/// <param name="Symbols">Its symbols, by the numbers that its events have; of the log of an account none.</param>
public sealed record SinkLog(string Name, LogTag Tag, IReadOnlyList<string> Symbols);

/// <summary>Input events of a log, one behind the other.</summary>
/// <param name="Log">The log.</param>
/// <param name="From">The number of the event before the first.</param>
/// <param name="To">The number of the last event.</param>
/// <param name="Events">As <see cref="EventEncoder"/> writes them.</param>
public sealed record SinkInputs(SinkLog Log, long From, long To, ReadOnlyMemory<byte> Events);

/// <summary>Records of an output log, one behind the other.</summary>
/// <param name="Log">The log.</param>
/// <param name="Previous">The hash chain before the first.</param>
/// <param name="Records">As <see cref="OutputBuffer"/> writes them.</param>
public sealed record SinkOutputs(SinkLog Log, Hash256 Previous, ReadOnlyMemory<byte> Records);

/// <summary>How far a batch brings a reader: it holds all records of the stream after one number, up to another.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="After">The number before its first record.</param>
/// <param name="To">The number of its last record.</param>
public readonly record struct SinkMove(string Stream, long After, long To);

/// <summary>
/// What a sink writes in one transaction: pieces of logs, and how far their readers have come with them. It keeps copies of what it is given.
/// </summary>
public sealed class SinkBatch
{
    private const int MoveBytes = 64;

    private readonly List<SinkInputs> inputs = [];
    private readonly List<SinkOutputs> outputs = [];
    private readonly List<(SinkLog Log, DeadLetter Letter)> letters = [];
    private readonly List<SinkMove> moves = [];

    public IReadOnlyList<SinkInputs> Inputs => inputs;

    public IReadOnlyList<SinkOutputs> Outputs => outputs;

    /// <summary>Input that was refused, and the log that it was meant for.</summary>
    public IReadOnlyList<(SinkLog Log, DeadLetter Letter)> Letters => letters;

    public IReadOnlyList<SinkMove> Moves => moves;

    /// <summary>About how much memory it takes.</summary>
    public long Bytes { get; private set; }

    public bool IsEmpty => moves.Count == 0;

    /// <summary>Adds input events.</summary>
    /// <param name="log">Their log.</param>
    /// <param name="from">The number of the event before the first.</param>
    /// <param name="events">The events; those that are marked as duplicates have no number.</param>
    public void AddInputs(SinkLog log, long from, EventEncoder events)
    {
        ArgumentNullException.ThrowIfNull(events);
        Add(new SinkInputs(log, from, from + events.Numbered, events.Complete().ToArray()));
    }

    /// <summary>Adds records of an output log.</summary>
    public void AddOutputs(SinkLog log, OutputBuffer records)
    {
        ArgumentNullException.ThrowIfNull(records);
        Add(new SinkOutputs(log, records.Previous, records.Complete().ToArray()));
    }

    public void Add(SinkInputs events)
    {
        ArgumentNullException.ThrowIfNull(events);
        inputs.Add(events);
        Bytes += events.Events.Length + SizeOf(events.Log);
    }

    public void Add(SinkOutputs records)
    {
        ArgumentNullException.ThrowIfNull(records);
        outputs.Add(records);
        Bytes += records.Records.Length + SizeOf(records.Log);
    }

    /// <summary>Adds input that was refused before it reached its log.</summary>
    public void AddLetter(SinkLog log, DeadLetter letter)
    {
        ArgumentNullException.ThrowIfNull(letter);
        letters.Add((log, letter));
        Bytes += letter.Content.Length + Encoding.UTF8.GetByteCount(letter.Place) + Encoding.UTF8.GetByteCount(letter.Reason) + SizeOf(log);
    }

    /// <summary>Says that it holds all records of a stream after a number, up to another.</summary>
    public void Move(string stream, long after, long to)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(to, after);
        moves.Add(new SinkMove(stream, after, to));
        Bytes += Encoding.UTF8.GetByteCount(stream) + MoveBytes;
    }

    private static int SizeOf(SinkLog log)
    {
        ArgumentNullException.ThrowIfNull(log);
        return MoveBytes + log.Name.Length + log.Symbols.Sum(s => s.Length);
    }
}
