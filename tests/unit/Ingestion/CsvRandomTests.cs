using System.Globalization;
using System.Text;
using Pawl.Ingestion;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Ingestion;

/// <summary>Random files of all shapes, decoded by the product and by the naive decoder.</summary>
public class CsvRandomTests
{
    [Fact]
    public void Equal_to_the_naive_decoder()
    {
        for (int seed = 0; seed < 150; seed++)
        {
            var random = new Random(seed);
            // Mostly small files, so that every kind of row meets every kind of edge; some larger than the reader's buffer.
            string text = RandomFile.Make(random, rows: random.Next(10) == 0 ? random.Next(3_000, 6_000) : random.Next(0, 60));
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            if (random.Next(3) == 0)
                bytes = Csv.Gzip(bytes);
            int piece = random.Next(3) switch { 0 => 1 + random.Next(9), 1 => 1 + random.Next(5_000), _ => 1_000_000 };
            using CsvFile file = CsvFile.Open(new TrickleStream(bytes, seed, piece), "X.csv", new SymbolTable());
            string[] actual = [.. Csv.Drain(file, batchSize: 1 + random.Next(200)).Select(e => Csv.Describe(e))];
            Csv.AssertSame(NaiveCsv.Describe(text, frame: null), actual);
        }
    }

    [Fact]
    public void Equal_for_every_batch_size()
    {
        string text = RandomFile.Make(new Random(7), rows: 50);
        string[] expected = [.. NaiveCsv.Describe(text, frame: null)];
        for (int size = 1; size <= 51; size++)
        {
            using CsvFile file = Csv.Open(text, "X.csv");
            Csv.AssertSame(expected, Csv.Drain(file, size).Select(e => Csv.Describe(e)));
        }
    }
}

internal static class RandomFile
{
    private static readonly string[] s_tickColumns = ["timestamp", "price", "size"];
    private static readonly string[] s_tickExtras = ["side", "trade_id", "sequence", "symbol", "note", "condition"];
    private static readonly string[] s_candleColumns = ["timestamp", "open", "high", "low", "close", "volume", "timeframe"];
    private static readonly string[] s_candleExtras = ["trades", "symbol", "note", "condition"];

    public static string Make(Random random, int rows)
    {
        bool candles = random.Next(2) == 0;
        string[] columns = [.. candles ? s_candleColumns : s_tickColumns, .. (candles ? s_candleExtras : s_tickExtras).Where(_ => random.Next(2) == 0)];
        random.Shuffle(columns);
        string newLine = random.Next(2) == 0 ? "\n" : "\r\n";
        int quoting = random.Next(3);
        var text = new StringBuilder(random.Next(4) == 0 ? "\uFEFF" : "");
        text.AppendJoin(',', columns.Select(c => Quote(random, c, quoting))).Append(newLine);
        long second = random.NextInt64(-2_000_000_000, 4_000_000_000);
        for (int i = 0; i < rows; i++)
        {
            second += candles ? 60 * random.Next(1, 4) : random.Next(-2, 20);
            Dictionary<string, string> row = candles ? Candle(random, second) : Tick(random, second);
            row["symbol"] = ((string[])["ES", "NQ", "NSE:99926000"])[random.Next(3)];
            row["note"] = ((string[])["", "x", "a, b", "he said \"no\"", "\"\"", "ünï", new string('n', 70)])[random.Next(7)];
            row["condition"] = "2000";
            text.AppendJoin(',', columns.Select(c => Quote(random, row[c], quoting)));
            text.Append(i < rows - 1 || random.Next(2) == 0 ? newLine : "");
            if (random.Next(20) == 0 && i < rows - 1)
                text.Append(newLine);
        }

        return text.ToString();
    }

    private static Dictionary<string, string> Tick(Random random, long second) => new(StringComparer.Ordinal)
    {
        ["timestamp"] = Time(random, second),
        ["price"] = Number(random, random.NextInt64(-1_000_000, 9_000_000_000), 8),
        ["size"] = Number(random, random.NextInt64(0, 1000) * 100_000_000, 8),
        ["side"] = ((string[])["", "buy", "sell"])[random.Next(3)],
        ["trade_id"] = random.Next(4) == 0 ? "" : random.NextInt64().ToString(CultureInfo.InvariantCulture),
        ["sequence"] = random.Next(4) == 0 ? "" : random.NextInt64().ToString(CultureInfo.InvariantCulture),
    };

    private static Dictionary<string, string> Candle(Random random, long second)
    {
        long[] prices = [.. Enumerable.Range(0, 4).Select(_ => random.NextInt64(1_000_000_000, 9_000_000_000)).Order()];
        return new(StringComparer.Ordinal)
        {
            ["timestamp"] = Time(random, second - (((second % 60) + 60) % 60), isWhole: true),
            ["open"] = Number(random, prices[1], 8),
            ["high"] = Number(random, prices[3], 8),
            ["low"] = Number(random, prices[0], 8),
            ["close"] = Number(random, prices[2], 8),
            ["volume"] = random.Next(5) == 0 ? "123456789012345678.5" : Number(random, random.NextInt64(0, 1L << 60), 8),
            ["timeframe"] = "1m",
            ["trades"] = random.Next(4) == 0 ? "" : random.Next().ToString(CultureInfo.InvariantCulture),
        };
    }

    /// <summary>A number of 1e-8 units with or without its trailing zeros.</summary>
    private static string Number(Random random, long raw, int decimals)
    {
        string text = ((decimal)raw / 100_000_000m).ToString($"F{decimals}", CultureInfo.InvariantCulture);
        return random.Next(3) == 0 ? text : text.TrimEnd('0').TrimEnd('.');
    }

    private static string Time(Random random, long second, bool isWhole = false)
    {
        int digits = isWhole ? 0 : random.Next(4) switch { 0 => 0, 1 => random.Next(1, 10), _ => 3 };
        string fraction = digits == 0 ? "" : "." + string.Concat(Enumerable.Range(0, digits).Select(_ => (char)('0' + random.Next(10))));
        int minutes = random.Next(4) == 0 ? random.Next(-14 * 60, (14 * 60) + 1) : 0;
        string zone = minutes == 0 ? "Z" : $"{(minutes < 0 ? '-' : '+')}{Math.Abs(minutes) / 60:00}:{Math.Abs(minutes) % 60:00}";
        DateTimeOffset moment = DateTimeOffset.FromUnixTimeSeconds(second).AddMinutes(minutes);
        return moment.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + fraction + zone;
    }

    private static string Quote(Random random, string field, int quoting) =>
        field.AsSpan().ContainsAny(',', '"') || (quoting == 1 && random.Next(4) == 0) || quoting == 2
            ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : field;
}
