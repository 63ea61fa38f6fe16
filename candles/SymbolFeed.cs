using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Candles;

/// <summary>What the ticks and quotes of one symbol concern.</summary>
internal sealed class SymbolFeed
{
    public SymbolFeed(Graph graph, int symbol, Instrument instrument, Frame[] frames, Frame[] counted)
    {
        Ticks = graph.Sources.FirstOrDefault(s => s.Symbol == symbol && s.Kind == ReferenceKind.Tick);
        Quotes = graph.Sources.FirstOrDefault(s => s.Symbol == symbol && s.Kind == ReferenceKind.Quote);
        Orders = graph.Sources.Where(s => s.Symbol == symbol && s.Kind == ReferenceKind.Orders).ToDictionary(s => Execution.KeyOf(s.Strategy));
        Position = graph.Sources.FirstOrDefault(s => s.Symbol == symbol && s.Kind == ReferenceKind.Position);
        Symbol = symbol;
        TickHead = InputEvent.HeadOf(EventKind.Tick, symbol);
        Instrument = instrument;
        From = instrument.CandlesFrom;
        Leaves = Array.FindAll(frames, f => f.Symbol == symbol && f.Lower is null);
        Counted = Array.FindAll(counted, f => f.Symbol == symbol);
        Splits = Array.Exists(Counted, f => f.TimeFrame.Unit == TimeUnit.Volume);
        Calendar = instrument.Hours == TradingHours.All ? null : instrument.Sessions;
        Market = graph.MarketOf(symbol);
        IsPlain = Counted.Length == 0 && From == CandleSource.Trade && !HasFlow(graph.Sources);
    }

    /// <summary>Whether candles say what was traded in them by aggressor.</summary>
    public static bool HasFlow(IEnumerable<Source> sources) => sources.Any(source => source.HasFlow);

    public int Symbol { get; }

    /// <summary>What the events of its ticks begin with.</summary>
    public long TickHead { get; }

    public Instrument Instrument { get; }

    public Source? Ticks { get; }

    public Source? Quotes { get; }

    /// <summary>By <see cref="Execution.Strategy"/> what each strategy is told of its orders.</summary>
    public Dictionary<long, Source> Orders { get; }

    /// <summary>What its strategies hold together; null where no node asks.</summary>
    public Source? Position { get; }

    /// <summary>What its candles are made of.</summary>
    public CandleSource From { get; }

    /// <summary>Time frames that are built from ticks or quotes, not from a smaller frame.</summary>
    public Frame[] Leaves { get; }

    /// <summary>Frames that are not of time.</summary>
    public Frame[] Counted { get; }

    /// <summary>Whether one trade can complete several bars.</summary>
    public bool Splits { get; }

    /// <summary>The sessions in which ticks count; null where all do.</summary>
    public TradingCalendar? Calendar { get; }

    /// <summary>Whether ticks do nothing but change time bars and wake nodes.</summary>
    public bool IsPlain { get; }

    /// <summary>Offset of the cell with what kinds know of it; 0 where none asks.</summary>
    public int Market { get; }

    /// <summary>Offset of its <see cref="SymbolFlow"/> in the block; 0 where candles do not say what was traded in them.</summary>
    public int Flow { get; init; }

    /// <summary>Offset of its <see cref="SymbolState"/> in the block.</summary>
    public int State { get; init; }

    /// <summary>Offset of its <see cref="VenueNumbers"/> in the block.</summary>
    public int Venue { get; init; }
}
