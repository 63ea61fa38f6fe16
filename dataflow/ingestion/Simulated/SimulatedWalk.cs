using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Ingestion;

/// <summary>
/// The events of one simulated instrument: a random walk whose volatility, spread, pace and sizes change with the regime, pulled
/// back softly to an anchor that wanders itself, so that a price of years stays a price. Only +, −, × and ÷ are used, which are the
/// same on every machine.
/// </summary>
internal sealed class SimulatedWalk
{
    private const long Microsecond = 1000;
    private const double Pull = 0.00002;

    private readonly SimulatedListing _listing;
    private readonly int _symbol;
    private readonly double _meanMicroseconds;
    private readonly double _opening;
    private SimulatedChance _chance;
    private SimulatedRegime _regime;
    private Timestamp _regimeEnds;
    private double _drift;
    private double _anchor;
    private double _fair;
    private long _bid;
    private long _ask;
    private long _trades;

    /// <param name="listing">What is traded.</param>
    /// <param name="symbol">Its number in the reader's table.</param>
    /// <param name="seed">Of its random numbers.</param>
    /// <param name="start">Before its first event.</param>
    /// <param name="rate">Events a second in normal times.</param>
    public SimulatedWalk(SimulatedListing listing, int symbol, ulong seed, Timestamp start, double rate)
    {
        (_listing, _symbol) = (listing, symbol);
        _meanMicroseconds = 1e6 / rate;
        _chance = new SimulatedChance(seed);
        _opening = _anchor = _fair = listing.Opening.Raw / (double)listing.Tick.Raw;
        _regimeEnds = Time = start;
        Advance();
    }

    /// <summary>When the next event comes.</summary>
    public Timestamp Time { get; private set; }

    /// <summary>Writes the next event, and goes on to the one after.</summary>
    public void Take(out InputEvent e)
    {
        e = default;
        (e.Symbol, e.Time) = (_symbol, Time);
        Move();
        bool moved = Quote();
        if (moved || _chance.Next() < 0.25)
            WriteQuote(ref e);
        else
            WriteTrade(ref e);
        Advance();
    }

    private void Advance()
    {
        if (Time >= _regimeEnds)
        {
            _regime = SimulatedRegime.Choose(ref _chance);
            _regimeEnds = Time.AddNanoseconds(_chance.Between(60, 600) * Timestamp.NanosecondsPerSecond);
            _drift = _chance.Around() * 0.03 * _regime.Move * _listing.Step;
        }

        // Two uniform numbers: short and long pauses are rarer than middling ones, and none is without end.
        double pause = (_chance.Next() + _chance.Next()) * _meanMicroseconds * _regime.Gap;
        Time = Time.AddNanoseconds((1 + (long)pause) * Microsecond);
    }

    private void Move()
    {
        _anchor += _chance.Around() * _listing.Step * 0.5;
        _anchor = Math.Clamp(_anchor, _opening * 0.5, _opening * 2);
        _fair += _drift + (_chance.Around() * _listing.Step * _regime.Move) + ((_anchor - _fair) * Pull);
        _fair = Math.Clamp(_fair, _opening * 0.25, _opening * 4);
    }

    /// <summary>Sets bid and ask around the fair price; whether they are others than before.</summary>
    private bool Quote()
    {
        (long bid, long ask) = (_bid, _ask);
        // Makers of a market do not follow every step.
        if (_bid == 0 || _fair < _bid || _fair > _ask)
        {
            int spread = _chance.Between(1, _regime.Spread);
            _bid = (long)(_fair - (spread * 0.5));
            _ask = _bid + spread;
        }

        return (bid, ask) != (_bid, _ask);
    }

    private void WriteQuote(ref InputEvent e)
    {
        e.Kind = EventKind.Quote;
        e.Quote = new Quote { Bid = PriceOf(_bid), BidSize = SizeOf(4), Ask = PriceOf(_ask), AskSize = SizeOf(4) };
    }

    private void WriteTrade(ref InputEvent e)
    {
        bool buys = _chance.Next() < 0.5 + ((_fair - ((_bid + _ask) * 0.5)) * 0.4 / (_ask - _bid));
        e.Kind = EventKind.Tick;
        e.Flags = InputEvent.HasQuote;
        e.QuotedTick = new QuotedTick
        {
            Tick = new Tick { Price = PriceOf(buys ? _ask : _bid), Size = SizeOf(1), Side = buys ? AggressorSide.Buy : AggressorSide.Sell, Sequence = ++_trades },
            Bid = PriceOf(_bid),
            Ask = PriceOf(_ask),
        };
    }

    private Price PriceOf(long ticks) => new(ticks * _listing.Tick.Raw);

    /// <summary>Small sizes often, large ones rarely.</summary>
    private Quantity SizeOf(int times)
    {
        double u = _chance.Next();
        return new Quantity((1 + (long)(u * u * u * _listing.Sizes * _regime.Size * times)) * _listing.Lot.Raw);
    }
}
