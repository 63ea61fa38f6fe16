using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Pawl.Tests.Support;

/// <summary>
/// Made-up ticks as CSV, from a seed. With <see cref="Wild"/> they have what real feeds have: gaps of hours, bursts,
/// late ticks, ticks of size 0, and rows that come twice.
/// </summary>
public sealed record TickFile(ulong Seed, int Rows)
{
    public DateTime Start { get; init; } = new(2024, 3, 4, 14, 30, 0, DateTimeKind.Utc);

    /// <summary>Price of the first tick, in hundredths.</summary>
    public int StartPrice { get; init; } = 10_000;

    /// <summary>Mean time between ticks.</summary>
    public int MeanMilliseconds { get; init; } = 1000;

    public bool Wild { get; init; }

    public string Header => Wild ? "timestamp,price,size,side,trade_id" : "timestamp,price,size,side";

    /// <summary>The whole file.</summary>
    public string Csv()
    {
        StringBuilder to = new StringBuilder(Header).Append('\n');
        foreach (string row in AllRows())
        {
            to.Append(row).Append('\n');
        }

        return to.ToString();
    }

    /// <summary>Writes the file, zipped where the name ends with .gz; returns its path.</summary>
    public string Write(string path)
    {
        byte[] text = Encoding.UTF8.GetBytes(Csv());
        if (path.EndsWith(".gz", StringComparison.Ordinal))
        {
            using GZipStream zip = new(File.Create(path), CompressionLevel.SmallestSize);
            zip.Write(text);
        }
        else
        {
            File.WriteAllBytes(path, text);
        }

        return path;
    }

    private IEnumerable<string> AllRows()
    {
        Lcg random = new(Seed);
        DateTime time = Start;
        int price = StartPrice;
        int drift = 0;
        for (int row = 0; row < Rows; row++)
        {
            time = time.AddMilliseconds(Pause(random));
            drift = random.OneIn(400) ? random.Next(5) - 2 : drift;
            int step = random.Next(7) - 3 + (random.OneIn(6) ? drift : 0);
            price = Math.Max(100, price + step);
            int size = Wild && random.OneIn(200) ? 0 : 100 * (1 + random.Next(1 + random.Next(20)));
            string side = step > 0 ? "buy" : step < 0 ? "sell" : "";
            DateTime shown = Wild && random.OneIn(300) ? time.AddMilliseconds(-random.Next(5000)) : time;
            string text = Row(shown, price, size, side, row + 1);
            yield return text;
            if (Wild && random.OneIn(500))
            {
                yield return text;
            }
        }
    }

    private int Pause(Lcg random)
    {
        if (Wild && random.OneIn(2000))
        {
            return random.Next(20 * 3_600_000);
        }

        return random.OneIn(3) ? 0 : random.Next(3 * MeanMilliseconds);
    }

    private string Row(DateTime time, int price, int size, string side, int id) => string.Create(
        CultureInfo.InvariantCulture,
        $"{time:yyyy-MM-ddTHH:mm:ss.fff}Z,{price / 100}.{price % 100:00},{size},{side}{(Wild ? "," + id : "")}");
}
