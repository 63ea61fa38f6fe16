using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Candles;

/// <summary>
/// Drives a log: numbers its events, closes bars in the order of time, builds candles of all frames, and runs the graph,
/// one cycle for each closing instant and one for the event itself. Closings are a pure function of the log. It keeps
/// all its state in the log's block, so one driver serves every log of a graph whose instruments have the same rules.
/// </summary>
public sealed partial class CandleDriver
{
    private const long Second = Timestamp.NanosecondsPerSecond;

    private readonly Graph graph;

    /// <summary>Frames of time, the smaller first.</summary>
    private readonly Frame[] frames;

    /// <summary>Frames of trades, volume and range.</summary>
    private readonly Frame[] counted;
    private readonly Clock[] clocks;
    private readonly SymbolFeed[] feeds;
    private readonly bool fillsGaps;

    /// <summary>Whether each frame but the smallest is built from the one before it, all are counted from the epoch, and nothing else closes.</summary>
    private readonly bool nests;
    private readonly int state;

    /// <summary>Prepares the driver of a graph that was compiled with <see cref="Layout"/>.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="instruments">What the log's symbols are, in the order of its symbols; without it each is <see cref="Instrument.Default"/>.</param>
    public CandleDriver(Graph graph, IReadOnlyList<Instrument>? instruments = null)
    {
        this.graph = graph;
        state = graph.DriverOffset;
        int symbols = graph.Symbols.Length;
        int symbolStates = state + Unsafe.SizeOf<DriverState>();
        int at = symbolStates + (symbols * Unsafe.SizeOf<SymbolState>());
        List<Frame> all = [];
        List<Clock> allClocks = [];
        foreach (Source source in graph.Sources)
        {
            Instrument instrument = instruments?[source.Symbol] ?? Instrument.Default;
            if (source.Kind == ReferenceKind.Candle)
            {
                all.Add(new Frame(source, at, instrument) { SymbolState = symbolStates + (source.Symbol * Unsafe.SizeOf<SymbolState>()) });
            }
            else if (source.Kind == ReferenceKind.Clock)
            {
                allClocks.Add(new Clock(source, at, new BarRule(source.TimeFrame, instrument)));
            }

            at += BytesOf(source);
        }

        all.Sort((a, b) => a.TimeFrame != b.TimeFrame ? a.TimeFrame.CompareTo(b.TimeFrame) : a.Symbol - b.Symbol);
        frames = [.. all.Where(f => f.TimeFrame.IsTime)];
        counted = [.. all.Where(f => !f.TimeFrame.IsTime)];
        clocks = [.. allClocks];
        fillsGaps = Array.Exists(frames, f => f.FillsGaps);
        Cascade();
        nests = !fillsGaps && clocks.Length == 0 && frames.Index().All(f => f.Item.IsEpoch && f.Item.Lower == (f.Index == 0 ? null : frames[f.Index - 1]));
        int flows = FlowBytes(graph.Sources, symbols);
        feeds = new SymbolFeed[symbols];
        for (int symbol = 0; symbol < symbols; symbol++)
        {
            feeds[symbol] = new SymbolFeed(graph, symbol, instruments?[symbol] ?? Instrument.Default, frames, counted)
            {
                State = symbolStates + (symbol * Unsafe.SizeOf<SymbolState>()),
                Flow = flows > 0 ? at + (symbol * Unsafe.SizeOf<SymbolFlow>()) : 0,
                Venue = at + flows + (symbol * VenueBytes),
            };
        }
    }

    /// <summary>A clock, where its next boundary lies in the block, and the rule of its boundaries.</summary>
    private sealed record Clock(Source Source, int Next, BarRule Rule);

    /// <summary>What the driver keeps in a block and may say; given to the compiler.</summary>
    public static DriverLayout Layout { get; } = new([typeof(LateTick), typeof(DataGap), typeof(Roll)], Bytes)
    {
        ColdBytes = symbols => symbols * VenueBytes,
        Initialize = Initialize,
    };

    private static int VenueBytes => Unsafe.SizeOf<VenueNumbers>() + (VenueNumbers.Remembered * sizeof(long));

    private static int Bytes(IReadOnlyList<Source> sources, int symbols) =>
        Unsafe.SizeOf<DriverState>() + (symbols * Unsafe.SizeOf<SymbolState>()) + sources.Sum(BytesOf) + FlowBytes(sources, symbols);

    private static int FlowBytes(IEnumerable<Source> sources, int symbols) => SymbolFeed.HasFlow(sources) ? symbols * Unsafe.SizeOf<SymbolFlow>() : 0;

    private static int BytesOf(Source source) => source.Kind switch
    {
        ReferenceKind.Candle => Unsafe.SizeOf<Candle>() + (source.TimeFrame.IsTime ? 0 : sizeof(long)) + (source.HasFlow ? Unsafe.SizeOf<BarFlow>() : 0),
        ReferenceKind.Clock => Unsafe.SizeOf<Timestamp>(),
        _ => 0,
    };

    private static void Initialize(IReadOnlyList<Source> sources, int symbols, Span<byte> state)
    {
        MemoryMarshal.Write(state, new DriverState { Second = Timestamp.MinValue, NextClose = FormingBar.Never });
        int at = Unsafe.SizeOf<DriverState>() + (symbols * Unsafe.SizeOf<SymbolState>());
        foreach (Source source in sources)
        {
            if (source.Kind == ReferenceKind.Candle)
            {
                // A bar's start tells where later ones may begin, so it is a boundary from the outset.
                Timestamp start = source.TimeFrame.IsTime ? source.TimeFrame.StartOf(default) : default;
                MemoryMarshal.Write(state[at..], new Candle { Start = start, CloseTime = FormingBar.Never });
            }
            else if (source.Kind == ReferenceKind.Clock)
            {
                MemoryMarshal.Write(state[at..], FormingBar.Never);
            }

            at += BytesOf(source);
        }
    }

    /// <summary>A frame is built from the largest smaller frame whose bars it consists of, else from ticks: the candles are the same.</summary>
    private void Cascade()
    {
        foreach (Frame frame in frames)
        {
            frame.Lower = frames.LastOrDefault(f => f.Symbol == frame.Symbol && f.TimeFrame < frame.TimeFrame && f.Rule.IsPartOf(frame.Rule));
            if (frame.Lower is { } lower)
            {
                lower.Higher = [.. lower.Higher, frame];
            }
        }
    }

    /// <summary>The smaller candles that those of a source are built from; null when they are built from ticks, or come from outside.</summary>
    public Source? LowerOf(Source candles) => frames.FirstOrDefault(f => f.Source.Index == candles.Index)?.Lower?.Source;

    /// <summary>What the driver counted in a log.</summary>
    public DriverState StateOf(EngineLog log) => log.At<DriverState>(state);

    /// <summary>
    /// Processes events in order, each to its end before the next. What they cause is in the log's outbox afterwards.
    /// <see cref="InputEvent.Symbol"/> is an index into the log's symbols.
    /// </summary>
    public void Process(EngineLog log, ReadOnlySpan<InputEvent> events)
    {
        int i = 0;
        while (i < events.Length)
        {
            i += TakePlainTicks(log, events[i..]);
            if (i < events.Length)
            {
                ProcessOne(log, in events[i]);
                i++;
            }
        }
    }
}
