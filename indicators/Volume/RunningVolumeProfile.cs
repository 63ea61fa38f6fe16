using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Indicators;

[Kind(
    "volume_profile",
    "volume",
    "Where volume has traded since the beginning: the price with the most, and the range. Given at each close of a bar.",
    Formula = "bin = floor(price / tick_size), its price is its lower edge; each trade adds its size to its bin. "
        + "Point of control: the bin with the largest volume, of equal ones the lowest. Nothing is given before the first volume",
    Source = "J. P. Steidlmayer, Market Profile")]
public readonly struct RunningVolumeProfile : INodeKind<RunningVolumeProfile.Parameters, RunningVolumeProfile.State, RunningVolumeProfile.Inputs, VolumeProfile>
{
    /// <summary>Pages of 64 neighbouring bins that one profile may touch: 1 048 576 bins in 17 MB. Beyond it the node fails by name.</summary>
    public const int MaxPages = 16_384;

    public struct Parameters
    {
        [Param("0.00000001", "1000000", "0.01", "height of a bin in units of the price; at most 16384 groups of 64 neighbouring bins may be touched")]
        public Price TickSize;
    }

    public struct Inputs
    {
        [Input("the trades")]
        public In<Tick> Tick;

        [Input("the bars; the profile is given at each closing", Awaited = false)]
        public In<Candle> Candle;
    }

    public struct State
    {
        internal Ladder<QuantitySum> Bins;
        internal QuantitySum Volume;
        internal QuantitySum PeakVolume;
        internal long Peak;
        internal long Lowest;
        internal long Highest;
        internal long Levels;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l) => s.Bins = l.Ladder<QuantitySum>(MaxPages);

    public static bool Step(in Parameters p, ref State s, in Inputs x, in Ctx c, out VolumeProfile y)
    {
        if (c.Updated(x.Tick))
        {
            ref readonly Tick tick = ref c.Value(x.Tick);
            long bin = FloorDivide(tick.Price.Raw, p.TickSize.Raw);
            if (tick.Size > Quantity.Zero)
            {
                Add(ref s, bin, tick.Size, in c);
            }
        }

        y = default;
        if (!c.Updated(x.Candle) || s.Levels == 0)
        {
            return false;
        }

        y = new VolumeProfile
        {
            BarTime = c.Value(x.Candle).Start,
            PointOfControl = PriceOf(s.Peak, in p),
            PointOfControlVolume = s.PeakVolume,
            Volume = s.Volume,
            Low = PriceOf(s.Lowest, in p),
            High = PriceOf(s.Highest, in p),
            Levels = s.Levels,
        };
        return true;
    }

    private static void Add(ref State s, long bin, Quantity size, in Ctx c)
    {
        ref QuantitySum volume = ref c.Open(ref s.Bins)[bin];
        if (volume == QuantitySum.Zero)
        {
            s.Lowest = s.Levels == 0 ? bin : Math.Min(s.Lowest, bin);
            s.Highest = s.Levels == 0 ? bin : Math.Max(s.Highest, bin);
            s.Levels++;
        }

        volume += size;
        s.Volume += size;

        // Volumes only grow, so the new peak is either the old one or the bin just touched.
        if (volume > s.PeakVolume || (volume == s.PeakVolume && bin < s.Peak))
        {
            s.PeakVolume = volume;
            s.Peak = bin;
        }
    }

    private static long FloorDivide(long value, long divisor)
    {
        (long quotient, long remainder) = Math.DivRem(value, divisor);
        return remainder < 0 ? quotient - 1 : quotient;
    }

    private static Price PriceOf(long bin, in Parameters p) => new(checked(bin * p.TickSize.Raw));
}
