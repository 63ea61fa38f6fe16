using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary>What the events of one symbol of one file are like.</summary>
internal sealed class DataFacts
{
    private readonly SortedSet<TimeFrame> frames = [];
    private Price low = new(long.MaxValue);
    private Price high = new(long.MinValue);

    public long Events { get; private set; }

    public Timestamp First { get; private set; } = Timestamp.MaxValue;

    public Timestamp Last { get; private set; } = Timestamp.MinValue;

    public Price? Low => low > high ? null : low;

    public Price? High => low > high ? null : high;

    /// <summary>The most decimals that a price has.</summary>
    public int Decimals { get; private set; }

    /// <summary>What was traded, of trades and candles.</summary>
    public QuantitySum Volume { get; private set; }

    /// <summary>The time frames of candles.</summary>
    public IReadOnlyCollection<TimeFrame> Frames => frames;

    /// <summary>Events a second between the first and the last.</summary>
    public double Rate => Last > First ? Events / ((Last - First) / (double)Timestamp.NanosecondsPerSecond) : 0;

    public void See(in InputEvent e)
    {
        Events++;
        Timestamp begins = e.Kind == EventKind.Candle ? e.Candle.Start : e.Time;
        First = begins < First ? begins : First;
        Last = e.Time > Last ? e.Time : Last;
        switch (e.Kind)
        {
            case EventKind.Tick:
                Take(e.Tick.Price);
                Volume += e.Tick.Size;
                break;
            case EventKind.Quote:
                Take(e.Quote.Bid);
                Take(e.Quote.Ask);
                break;
            default:
                Take(e.Candle.Low);
                Take(e.Candle.High);
                Volume += e.Candle.Volume;
                frames.Add(e.TimeFrame);
                break;
        }
    }

    private void Take(Price price)
    {
        // A side that nobody quotes is no price.
        if (price.Raw == 0)
        {
            return;
        }

        low = price < low ? price : low;
        high = price > high ? price : high;
        for (long raw = price.Raw, unit = Power(Decimals); raw % unit != 0; unit = Power(Decimals))
        {
            Decimals++;
        }
    }

    /// <summary>The smallest number of 10⁻⁸ that a price of so many decimals is a multiple of.</summary>
    private static long Power(int decimals)
    {
        long power = 1;
        for (int i = decimals; i < Price.Decimals; i++)
        {
            power *= 10;
        }

        return power;
    }
}
