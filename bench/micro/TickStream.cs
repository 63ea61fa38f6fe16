using System.IO.Compression;
using Pawl.Bench.Baselines;
using Pawl.Bench.HandWritten;

namespace Pawl.Bench;

/// <summary>Trades to measure with: made up, the same for ever, or those of a real day.</summary>
public static class TickStream
{
    /// <summary>A real day, as <see cref="RealData.Find"/> knows it.</summary>
    public const string Day = "ticks/SPY_trades_20131007.csv.gz";

    private const long Cent = 1_000_000;
    private const long Share = 100_000_000;
    private const long Millisecond = 1_000_000;

    /// <summary>
    /// Trades that come as they do in a busy share: in bursts of fourteen on average, milliseconds apart, with seconds
    /// of silence between; about 280 a minute; the price wanders in cents.
    /// </summary>
    public static RawTick[] Generate(int count, ulong seed = 1)
    {
        var ticks = new RawTick[count];
        var random = new SplitMix(seed);
        long time = 1_381_104_000 * Frames.OneSecond;
        long price = 167_00 * Cent;
        for (int i = 0; i < count; i++)
        {
            bool silence = random.Below(14) == 0;
            time += silence ? (500 + random.Below(4_500)) * Millisecond : random.Below(30) * Millisecond;
            if (random.Below(3) == 0)
                price = Math.Max(Cent, price + (random.Below(2) * 2 - 1) * Cent);
            ticks[i] = new RawTick(time, price, random.Below(20) == 0 ? (1 + random.Below(99)) * Share : (1 + random.Below(9)) * 100 * Share);
        }

        return ticks;
    }

    /// <summary>The trades of a zipped CSV file.</summary>
    public static RawTick[] Load(string path)
    {
        using FileStream file = File.OpenRead(path);
        using var text = new GZipStream(file, CompressionMode.Decompress);
        var reader = new TickReader(text);
        var all = new List<RawTick>();
        var some = new RawTick[4096];
        for (int count = reader.Read(some); count > 0; count = reader.Read(some))
            all.AddRange(some.AsSpan(0, count));
        return [.. all];
    }

    /// <summary>Steele, Lea and Flood's generator: a few lines that no runtime can change under us.</summary>
    private struct SplitMix(ulong seed)
    {
        private ulong _state = seed;

        public long Below(int limit)
        {
            _state += 0x9E3779B97F4A7C15;
            ulong z = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return (long)Math.BigMul(z ^ (z >> 31), (ulong)limit, out _);
        }
    }
}
