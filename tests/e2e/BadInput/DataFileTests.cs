using System.IO.Compression;
using System.Text;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.BadInput;

public sealed class DataFileTests : IDisposable
{
    private const string Ticks = "timestamp,price,size\n";
    private const string Candles = "timestamp,open,high,low,close,volume\n";

    private readonly TemporaryFolder folder = new();

    public DataFileTests() => folder.Write("pipeline.yaml", "candles: [5m]\nnodes:\n  ema: {kind: ema, inputs: [candle(5m)], period: 2}\n");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("SPY.csv", "", "SPY.csv: has no bytes")]
    [InlineData("SPY.csv", "a,b,c\n1,2,3\n", "SPY.csv:1: for ticks the header lacks timestamp")]
    [InlineData("SPY.csv", Ticks + "2024-03-04T14:30:00Z,NaN,1\n", "SPY.csv:2:22: value 'NaN' of column 'price' is not a number")]
    [InlineData("SPY.csv", Ticks + "2024-03-04T14:30:00Z,1.123456789,1\n", "SPY.csv:2:22: value '1.123456789' of column 'price' has more than 8 decimals")]
    [InlineData("SPY.csv", Ticks + "2024-03-04T14:30:00Z,1,1\n2024-03-04T14:30:00Z,,1\n", "SPY.csv:3:22: ")]
    [InlineData("SPY.csv", Ticks + "2024-03-04T14:30:00Z,1\n", "SPY.csv:2: ")]
    [InlineData("SPY.csv", Ticks + "2024-03-04T14:30:00,1,1\n", "SPY.csv:2:1: value '2024-03-04T14:30:00' of column 'timestamp' has no time zone")]
    [InlineData("SPY.csv", Ticks + "yesterday,1,1\n", "SPY.csv:2:1: value 'yesterday' of column 'timestamp'")]
    [InlineData("SPY_1m.csv", Candles + "2024-03-04T14:31:00Z,1,1,1,1,1\n2024-03-04T14:30:00Z,1,1,1,1,1\n", "SPY_1m.csv:3:1: value '2024-03-04T14:30:00Z' of column 'timestamp' is before the candle on line 2")]
    [InlineData("SPY_1m.csv", Candles + "2024-03-04T14:31:00Z,1,1,1,1,1\n2024-03-04T14:31:00Z,1,1,1,1,1\n", "SPY_1m.csv:3:1: value '2024-03-04T14:31:00Z' of column 'timestamp' is there twice")]
    public void Text(string name, string text, string saying)
    {
        folder.Write(name, text);
        Refused(name, saying);
        Zip(name + ".gz", zip => zip.Write(Encoding.UTF8.GetBytes(text)));
        if (text.Length > 0)
        {
            Refused(name + ".gz", saying.Replace(".csv", ".csv.gz", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("none.csv", "none.csv: no such file")]
    [InlineData("/", "/: is a directory")]
    public void Paths(string path, string saying) => Refused(path, saying);

    [Theory]
    [InlineData("", "names no file")]
    [InlineData("SPY=", "names no file")]
    [InlineData("S P Y=x.csv", "'S P Y' is not a symbol")]
    public void Arguments(string data, string saying) => Refusal.IsRefused(folder.Path, 2, saying, "replay", "-p", "pipeline.yaml", "-d", data);

    [Fact]
    public void Empty_and_cut_archives()
    {
        folder.Write("SPY_empty.csv.gz", "");
        Refused("SPY_empty.csv.gz", "SPY_empty.csv.gz: has no bytes");
        byte[] whole = File.ReadAllBytes(Sample.Ticks(31).Write(folder["SPY_whole.csv.gz"]));
        foreach (int length in (int[])[1, 5, 20, whole.Length / 2, whole.Length - 1])
        {
            File.WriteAllBytes(folder["SPY_cut.csv.gz"], whole[..length]);
            Refused("SPY_cut.csv.gz", "SPY_cut.csv.gz");
        }
    }

    [Theory]
    [InlineData('9', true)]
    [InlineData('\0', false)]
    public void A_line_of_one_gigabyte(char filler, bool afterHeader)
    {
        byte[] piece = new byte[1 << 20];
        piece.AsSpan().Fill((byte)filler);
        Zip("SPY_line.csv.gz", zip =>
        {
            zip.Write(afterHeader ? Encoding.UTF8.GetBytes(Ticks) : []);
            for (int i = 0; i < 1024; i++)
            {
                zip.Write(piece);
            }
        });
        Refused("SPY_line.csv.gz", "the line is longer than");
    }

    [Fact]
    public void A_symbol_that_the_pipeline_is_not_for()
    {
        folder.Write("pipeline.yaml", "symbols: [QQQ]\ncandles: [5m]\n");
        Sample.Ticks(32).Write(folder["SPY_trades.csv"]);
        Refused("SPY_trades.csv", "the data has symbol 'SPY', but the pipeline 'pipeline' is for QQQ");
    }

    private void Refused(string data, string saying) => Refusal.IsRefused(folder.Path, 1, saying, "replay", "-p", "pipeline.yaml", "-d", data);

    private void Zip(string name, Action<GZipStream> write)
    {
        using GZipStream zip = new(File.Create(folder[name]), CompressionLevel.Fastest);
        write(zip);
    }
}
