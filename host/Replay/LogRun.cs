using System.Security.Cryptography;
using Pawl.Candles;
using Pawl.Engine;
using Pawl.Recovery;
using Pawl.Types;

namespace Pawl.Host.Replay;

/// <summary>
/// One log of a replay: its engine, the canonical lines of what it says, and their hash. Lines are collected and handed
/// on in large pieces. One thread at a time.
/// </summary>
internal class LogRun : IDisposable
{
    private const int PieceBytes = 64 * 1024;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Utf8Buffer lines = new();
    private readonly Instrument[] instruments;
    private Timestamp? first;

    public LogRun(LogComputation computation, SymbolInstruments instruments, ILogSink sink)
    {
        Computation = computation;
        this.instruments = [.. computation.Log.Symbols.Select(instruments.Of)];
        Sink = sink;
    }

    public EngineLog Log => Computation.Log;

    public CandleDriver Driver => Computation.Driver;

    public string Name => Log.Name;

    /// <summary>What writes its canonical lines, by channel.</summary>
    public IReadOnlyList<EnvelopeWriter> Writers => Computation.Writers;

    public long Outputs { get; protected set; }

    public DriverState Counts => Driver.StateOf(Log);

    protected ILogSink Sink { get; }

    /// <summary>Where its outputs go.</summary>
    public ILogSink OpenedSink => Sink;

    /// <summary>What computes it; another one where the pipeline was changed.</summary>
    protected LogComputation Computation { get; set; }

    /// <summary>The symbols whose candles follow the rules of an instrument, and which.</summary>
    public IEnumerable<(string Symbol, Instrument Instrument)> Instruments =>
        Log.Symbols.Zip(instruments).Where(pair => pair.Second.Id.Length > 0);

    /// <inheritdoc cref="CandleDriver.Accepts"/>
    public bool Accepts(int symbol, TimeFrame frame, out TimeFrame obstacle) => Driver.Accepts(symbol, frame, out obstacle);

    /// <summary>Processes events of this log; the lines that they cause are appended to <paramref name="also"/> as well.</summary>
    public void Process(ReadOnlySpan<InputEvent> events, Utf8Buffer? also)
    {
        first ??= events[0].Time;
        Run(events, also);
    }

    protected virtual void Run(ReadOnlySpan<InputEvent> events, Utf8Buffer? also)
    {
        Driver.Process(Log, events);
        Outbox outbox = Log.Outbox;
        if (outbox.Outputs.IsEmpty)
        {
            return;
        }

        int start = lines.Length;
        bool takesLines = Sink.TakesLines;
        foreach (ref readonly Output output in outbox.Outputs)
        {
            EnvelopeWriter writer = Computation.Writers[output.Channel];
            ReadOnlySpan<byte> record = outbox.Record(in output, writer.Schema.Size);
            if (takesLines)
            {
                writer.Write(lines, output.Time, record, output.Sequence, output.N);
            }

            Sink.Record(Log, in output, record);
        }

        Outputs += outbox.Outputs.Length;
        outbox.Clear();
        also?.Write(lines.Written[start..]);
        if (lines.Length >= PieceBytes)
        {
            HandOn(lines);
        }
    }

    /// <summary>Closes every bar that is still open, by a clock event at the end of the last one.</summary>
    public virtual void Flush(Utf8Buffer? also)
    {
        Sink.InputEnded(Log, Driver);
        if (Driver.LastOpenEnd(Log) is { } end)
        {
            Process([new InputEvent { Kind = EventKind.Clock, Time = end }], also);
        }
    }

    /// <summary>What the user should know: nodes that failed, and nodes whose kind of data never came.</summary>
    public IEnumerable<string> Warnings()
    {
        foreach (string node in Log.SleepingNodes)
        {
            yield return $"{Name}: node '{node}' failed and sleeps; its node_error says why";
        }

        foreach ((Source source, IReadOnlyList<string> nodes) in Driver.Starved(Log))
        {
            string data = source.Kind switch
            {
                ReferenceKind.Tick => "no ticks",
                ReferenceKind.Quote => "no quotes",
                _ => $"no data from which candles of {source.TimeFrame} could be made",
            };
            string readers = nodes.Count == 0 ? "" : $"; silent nodes: {string.Join(", ", nodes)}";
            yield return $"{Log.Symbols[source.Symbol]}: the input has {data}{readers}";
        }

        foreach (string gap in Uncovered())
        {
            yield return gap;
        }
    }

    /// <summary>A line for each symbol whose calendar does not know the holidays of all years that the log reaches over.</summary>
    private IEnumerable<string> Uncovered()
    {
        (int from, int to) = (TradingDay.OfUtc(first ?? default).Year, TradingDay.OfUtc(Log.Header.Time).Year);
        foreach ((string symbol, Instrument instrument) in Instruments)
        {
            TradingCalendar calendar = instrument.Calendar;
            if (!calendar.Covers(from) || !calendar.Covers(to))
            {
                string years = from == to ? $"lies in {from}" : $"reaches from {from} to {to}";
                yield return $"{symbol}: the data {years}, and the calendar '{calendar.Name}' knows all holidays only of {calendar.CoversFrom} to {calendar.CoversTo}";
            }
        }
    }

    /// <summary>Ends the log and returns its hash.</summary>
    public string Finish()
    {
        HandOn(lines);
        Sink.Complete();
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public virtual void Dispose()
    {
        Sink.Dispose();
        hash.Dispose();
    }

    /// <summary>Shows lines, and makes them part of the log's hash.</summary>
    protected void HandOn(Utf8Buffer said)
    {
        hash.AppendData(said.Written);
        Sink.Lines(said.Written);
        said.Clear();
    }
}
