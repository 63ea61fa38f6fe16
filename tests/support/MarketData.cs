using Pawl.Engine;
using Pawl.Ingestion;
using Pawl.Types;

namespace Pawl.Tests.Support;

/// <summary>The recorded market data beside the repository, where it is there.</summary>
public static class MarketData
{
    public const string Absent = "the recorded market data (../shared/data) is not beside the repository";

    public static bool IsAbsent => !Directory.Exists(Repository.Shared("data", "ticks"));

    public static string SpyDay => Repository.Shared("data", "ticks", "SPY_trades_20131007.csv.gz");

    /// <summary>All files of trades; empty where the data is absent.</summary>
    public static IEnumerable<string> TickFiles => IsAbsent ? [] : Directory.GetFiles(Repository.Shared("data", "ticks"), "*.csv.gz").Order(StringComparer.Ordinal);

    /// <summary>A whole file as events of symbol 0.</summary>
    public static InputEvent[] Read(string path)
    {
        using CsvFile file = CsvFile.Open(path, new SymbolTable());
        List<InputEvent> events = [];
        InputEvent[] batch = new InputEvent[4096];
        while (file.Read(batch) is var count and > 0)
        {
            events.AddRange(batch.AsSpan(0, count));
        }

        return [.. events];
    }

    /// <summary>The same ticks for the naive reference, read from the text by other means.</summary>
    public static List<NaiveTick> ReadNaively(string path)
    {
        using StreamReader reader = new(new System.IO.Compression.GZipStream(File.OpenRead(path), System.IO.Compression.CompressionMode.Decompress));
        reader.ReadLine();
        List<NaiveTick> ticks = [];
        while (reader.ReadLine() is { } line)
        {
            string[] cells = line.Split(',');
            DateTimeOffset time = DateTimeOffset.Parse(cells[0], System.Globalization.CultureInfo.InvariantCulture);
            ticks.Add(new NaiveTick(
                (time - DateTimeOffset.UnixEpoch).Ticks * 100,
                decimal.Parse(cells[1], System.Globalization.CultureInfo.InvariantCulture),
                decimal.Parse(cells[2], System.Globalization.CultureInfo.InvariantCulture)));
        }

        return ticks;
    }
}
