using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Candles;

/// <summary>
/// Drives a log: numbers its events, closes bars in the order of time, builds candles of all frames, and runs the graph,
/// one cycle for each closing instant and one for the event itself. Closings are a pure function of the log. It keeps
/// all its state in the log's block, so one driver serves every log of a graph.
/// </summary>
public sealed partial class CandleDriver
{
    private const long Second = 1_000_000_000;

    private readonly Frame[] frames;
    private readonly Frame[][] leaves;
    private readonly Clock[] clocks;
    private readonly Source?[] ticks;
    private readonly Source?[] quotes;
    private readonly Graph graph;
    private readonly int state;
    private readonly int venues;

    /// <summary>Prepares the driver of a graph that was compiled with <see cref="Layout"/>.</summary>
    public CandleDriver(Graph graph)
    {
        this.graph = graph;
        state = graph.DriverOffset;
        int symbols = graph.Symbols.Length;
        int at = state + Unsafe.SizeOf<DriverState>();
        List<Frame> all = [];
        List<Clock> clockList = [];
        ticks = new Source?[symbols];
        quotes = new Source?[symbols];
        foreach (Source source in graph.Sources)
        {
            switch (source.Kind)
            {
                case ReferenceKind.Candle:
                    all.Add(new Frame(source, at));
                    break;
                case ReferenceKind.Clock:
                    clockList.Add(new Clock(source, at));
                    break;
                case ReferenceKind.Tick:
                    ticks[source.Symbol] = source;
                    break;
                case ReferenceKind.Quote:
                    quotes[source.Symbol] = source;
                    break;
            }

            at += BytesOf(source);
        }

        all.Sort((a, b) => a.TimeFrame != b.TimeFrame ? a.TimeFrame.CompareTo(b.TimeFrame) : a.Symbol - b.Symbol);
        frames = [.. all];
        clocks = [.. clockList];
        venues = at;
        Cascade();
        leaves = new Frame[symbols][];
        for (int symbol = 0; symbol < symbols; symbol++)
        {
            leaves[symbol] = Array.FindAll(frames, f => f.Symbol == symbol && f.Lower is null);
        }
    }

    /// <summary>A clock and where its next boundary lies in the block.</summary>
    private sealed record Clock(Source Source, int Next);

    /// <summary>What the driver keeps in a block and may say; given to the compiler.</summary>
    public static DriverLayout Layout { get; } = new([typeof(LateTick), typeof(DataGap)], Bytes)
    {
        ColdBytes = symbols => symbols * VenueBytes,
        Initialize = Initialize,
    };

    private static int VenueBytes => Unsafe.SizeOf<VenueNumbers>() + (VenueNumbers.Remembered * sizeof(long));

    private static int Bytes(IReadOnlyList<Source> sources, int symbols) =>
        Unsafe.SizeOf<DriverState>() + sources.Sum(BytesOf);

    private static int BytesOf(Source source) => source.Kind switch
    {
        ReferenceKind.Candle => Unsafe.SizeOf<Candle>(),
        ReferenceKind.Clock => Unsafe.SizeOf<Timestamp>(),
        _ => 0,
    };

    private static void Initialize(IReadOnlyList<Source> sources, int symbols, Span<byte> state)
    {
        MemoryMarshal.Write(state, new DriverState { Second = Timestamp.MinValue, NextClose = FormingBar.Never });
        int at = Unsafe.SizeOf<DriverState>();
        foreach (Source source in sources)
        {
            if (source.Kind == ReferenceKind.Candle)
            {
                // A bar's start tells where later ones may begin, so it is a boundary from the outset.
                MemoryMarshal.Write(state[at..], new Candle { Start = source.TimeFrame.StartOf(default), CloseTime = FormingBar.Never });
            }
            else if (source.Kind == ReferenceKind.Clock)
            {
                MemoryMarshal.Write(state[at..], FormingBar.Never);
            }

            at += BytesOf(source);
        }
    }

    /// <summary>A frame is built from the largest smaller frame that divides it evenly, else from ticks: the candles are the same.</summary>
    private void Cascade()
    {
        foreach (Frame frame in frames)
        {
            frame.Lower = frames.LastOrDefault(f => f.Symbol == frame.Symbol && f.TimeFrame < frame.TimeFrame && f.TimeFrame.Divides(frame.TimeFrame));
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

    /// <summary>
    /// Takes plain ticks from the front: those without venue numbers, of a symbol whose ticks no node reads and that has
    /// one frame built from them. Nearly all ticks of a candle pipeline are like that.
    /// </summary>
    /// <returns>How many events were taken.</returns>
    private int TakePlainTicks(EngineLog log, ReadOnlySpan<InputEvent> events)
    {
        int symbol = events[0].Symbol;
        Frame[] built = leaves[symbol];
        if (built.Length != 1 || ticks[symbol] is not null)
        {
            return 0;
        }

        Frame frame = built[0];
        int i = 0;
        while (true)
        {
            i += TakeQuietTicks(log, frame, events[i..]);
            if (i >= events.Length)
            {
                return i;
            }

            ref readonly InputEvent e = ref events[i];
            if (!IsPlain(in e, symbol) || e.Time < log.At<DriverState>(state).Second)
            {
                return i;
            }

            log.BeginEvent();
            AdvanceTo(log, e.Time);
            log.BeginCycle();
            ref Candle bar = ref log.At<Candle>(frame.Bar);
            FormingBar.Add(ref bar, frame, e.Time, e.Tick.Price, e.Tick.Size);
            Await(log, bar.CloseTime);
            i++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsPlain(in InputEvent e, int symbol) =>
        e.Tick.Size.Raw > 0 && ((e.Head ^ InputEvent.HeadOf(EventKind.Tick, symbol)) | e.Tick.Sequence | e.Tick.TradeId) == 0;

    /// <summary>Plain ticks that only change the forming bar: they lie in the second that is already open, where no frame can end.</summary>
    /// <returns>How many events were taken from the front.</returns>
    private int TakeQuietTicks(EngineLog log, Frame frame, ReadOnlySpan<InputEvent> events)
    {
        ref Candle bar = ref log.At<Candle>(frame.Bar);
        if (!FormingBar.IsOpen(in bar))
        {
            return 0;
        }

        int symbol = frame.Symbol;
        ref BlockHeader header = ref log.Header;
        long second = log.At<DriverState>(state).Second.Nanoseconds;
        Vector128<long> highest = Vector128.Create(header.Time.Nanoseconds, bar.High.Raw);
        Vector128<long> lowest = Vector128.Create(0, bar.Low.Raw);
        ulong volume = 0;
        long carries = 0;
        int i = 0;
        for (; i < events.Length; i++)
        {
            ref readonly InputEvent e = ref events[i];
            if ((ulong)(e.Time.Nanoseconds - second) >= Second || !IsPlain(in e, symbol))
            {
                break;
            }

            // Time and price lie side by side. Without branches, only the end of the run can be guessed wrong by the processor.
            Vector128<long> timeAndPrice = Vector128.LoadUnsafe(in Unsafe.As<Timestamp, long>(ref Unsafe.AsRef(in e.Time)));
            highest = Vector128.Max(highest, timeAndPrice);
            lowest = Vector128.Min(lowest, timeAndPrice);
            ulong size = (ulong)e.Tick.Size.Raw;
            volume += size;
            carries += volume < size ? 1 : 0;
        }

        if (i > 0)
        {
            bar.High = new Price(highest[1]);
            bar.Low = new Price(lowest[1]);
            bar.Close = events[i - 1].Tick.Price;
            bar.Volume += new QuantitySum(volume, carries);
            bar.Trades += i;
            header.Sequence += i;
            header.Cycle += i;
            header.Time = new Timestamp(highest[0]);
        }

        return i;
    }
}
