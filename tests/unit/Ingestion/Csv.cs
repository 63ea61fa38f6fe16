using System.IO.Compression;
using System.Text;
using Pawl.Engine;
using Pawl.Ingestion;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Ingestion;

/// <summary>Short ways to read text and bytes as CSV files.</summary>
internal static class Csv
{
    public const string Ticks = "timestamp,price,size\n";
    public const string Candles = "timestamp,open,high,low,close,volume\n";

    public static CsvFile Open(string text, string name = "SYM_1m.csv", CsvOptions? options = null) => Open(Encoding.UTF8.GetBytes(text), name, options);

    public static CsvFile Open(byte[] bytes, string name = "SYM_1m.csv", CsvOptions? options = null) =>
        CsvFile.Open(new MemoryStream(bytes), name, new SymbolTable(), symbol: null, options);

    public static List<InputEvent> Read(string text, string name = "SYM_1m.csv", CsvOptions? options = null)
    {
        using CsvFile file = Open(text, name, options);
        return Drain(file);
    }

    public static List<InputEvent> Drain(IInputSource source, int batchSize = 100)
    {
        var events = new List<InputEvent>();
        var batch = new InputEvent[batchSize];
        for (int count; (count = source.Read(batch)) > 0;)
            events.AddRange(batch.AsSpan(0, count));
        return events;
    }

    /// <summary>The one-line message with which the text is refused.</summary>
    public static string Refusal(string text, string name = "SYM_1m.csv", CsvOptions? options = null) =>
        Refusal(() => Read(text, name, options));

    public static string Refusal(byte[] bytes, string name = "SYM_1m.csv") => Refusal(() =>
    {
        using CsvFile file = Open(bytes, name);
        Drain(file);
    });

    public static string Refusal(Action action)
    {
        string message = Assert.Throws<IngestionException>(action).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }

    /// <summary>Reads until the source refuses a row.</summary>
    public static (int Read, IngestionException Error) DrainUntilRefusal(IInputSource source, int batchSize)
    {
        var batch = new InputEvent[batchSize];
        int read = 0;
        void ReadAll()
        {
            for (int count; (count = source.Read(batch)) > 0;)
                read += count;
        }

        IngestionException error = Assert.Throws<IngestionException>(ReadAll);
        return (read, error);
    }

    public static void AssertSame(IEnumerable<string> expected, IEnumerable<string> actual) =>
        Assert.Equal(expected.ToArray(), actual.ToArray());

    public static byte[] Gzip(ReadOnlySpan<byte> content, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, level, leaveOpen: true))
            gzip.Write(content);
        return compressed.ToArray();
    }

    public static byte[] Gzip(string content) => Gzip(Encoding.UTF8.GetBytes(content));

    public static InputEvent Tick(string time, string price, string size, int symbol = 0) => new()
    {
        Kind = EventKind.Tick,
        Symbol = symbol,
        Time = Timestamp.Parse(time),
        Tick = new Tick { Price = Price.Parse(price), Size = Quantity.Parse(size) },
    };

    /// <summary>Everything that an event says, in a form that compares and prints well.</summary>
    public static string Describe(in InputEvent e) => e.Kind switch
    {
        EventKind.Tick => $"tick {e.Symbol} {e.Flags} {e.Time} {e.Tick.Price} {e.Tick.Size} {e.Tick.Side} {e.Tick.TradeId} {e.Tick.Sequence}",
        EventKind.Quote => $"quote {e.Symbol} {e.Flags} {e.Time} {e.Quote.Bid} {e.Quote.BidSize} {e.Quote.Ask} {e.Quote.AskSize}",
        EventKind.Candle => $"candle {e.Symbol} {e.Flags} {e.Time} {e.TimeFrame} {e.Candle.Start} {e.Candle.CloseTime} {e.Candle.Open} {e.Candle.High} " +
            $"{e.Candle.Low} {e.Candle.Close} {e.Candle.Volume} {e.Candle.Trades} {e.Candle.Flags}",
        EventKind.Roll => $"roll {e.Symbol} {e.Flags} {e.Time} {e.Roll.From} {e.Roll.To} {Close(e.Roll.FromClose)} {Close(e.Roll.ToClose)} {e.Roll.Offset} {Double(e.Roll.Factor)}",
        _ => e.Kind.ToString(),
    };

    private static string Close(Price price) => price.Raw == Roll.Unknown ? "?" : price.ToString();

    private static string Double(double value) => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Gives its bytes in pieces of random length, so that everything is cut everywhere.</summary>
internal sealed class TrickleStream(byte[] bytes, int seed, int maxPiece) : MemoryStream(bytes)
{
    private readonly Random _random = new(seed);

    // The other overload of a derived memory stream calls this one.
    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, _random.Next(1, maxPiece + 1)));
}
