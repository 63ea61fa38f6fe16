using System.Diagnostics;
using System.IO.Compression;
using System.Reflection;
using Pawl.Engine;
using Pawl.Ingestion;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Ingestion;

/// <summary>Memory is bounded, and rows cost none.</summary>
public class CsvBoundTests
{
    private const int Max = 64 * 1024;
    private const string TooLong = "the line is longer than 65536 bytes; this is not CSV, or its line ends are lost";

    [Fact]
    public void One_gigabyte_line()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal($"big.csv:2: {TooLong}", Csv.Refusal(() => Csv.Drain(CsvFile.Open(new EndlessLine(1L << 30), "big.csv", new SymbolTable()))));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Fact]
    public void One_gigabyte_line_in_quotes() =>
        Assert.Equal($"big.csv:2: {TooLong}", Csv.Refusal(() => Csv.Drain(CsvFile.Open(new EndlessLine(1L << 30, (byte)'"'), "big.csv", new SymbolTable()))));

    [Fact]
    public void One_gigabyte_of_zeros_in_a_megabyte()
    {
        byte[] bomb;
        using (var compressed = new MemoryStream())
        {
            using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            {
                gzip.Write("timestamp,price,size\n"u8);
                var zeros = new byte[1 << 20];
                for (int i = 0; i < 64; i++)
                    gzip.Write(zeros);
            }

            bomb = compressed.ToArray();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal($"SYM_1m.csv:2: {TooLong}", Csv.Refusal(bomb));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Theory]
    [InlineData(0, "\n", true)]
    [InlineData(0, "\r\n", true)]
    [InlineData(0, "", true)]
    [InlineData(1, "\n", false)]
    [InlineData(1, "\r\n", false)]
    [InlineData(1, "", false)]
    [InlineData(Max, "\n", false)]
    public void The_longest_line_is_64_KB_wherever_it_stands(int excess, string end, bool fits)
    {
        const string row = "2013-10-07T08:00:00Z,1,1,";
        string longRow = row + new string('n', Max - row.Length + excess);
        foreach (int rowsBefore in new[] { 0, 1, 2000, 4000 })
        {
            string text = $"timestamp,price,size,note\n{string.Concat(Enumerable.Repeat(row + "\n", rowsBefore))}{longRow}{end}";
            foreach (byte[] bytes in new[] { System.Text.Encoding.UTF8.GetBytes(text), Csv.Gzip(text) })
            {
                if (fits)
                    Assert.Equal(rowsBefore + 1, Csv.Drain(Csv.Open(bytes)).Count);
                else
                    Assert.Equal($"SYM_1m.csv:{rowsBefore + 2}: {TooLong}", Csv.Refusal(bytes));
            }
        }
    }

    [Fact]
    public void Rows_allocate_nothing()
    {
        Assert.SkipWhen(
            typeof(Pawl.Types.Price).Assembly.GetCustomAttribute<DebuggableAttribute>()?.IsJITOptimizerDisabled == true,
            "without optimisation the compiler's constant tables in Pawl.Types allocate; run this in a release build");
        const int rows = 20_000;
        string ticks = "timestamp,price,size,side,trade_id,symbol\n" + string.Concat(Enumerable.Range(0, rows).Select(i =>
            $"2013-10-07T08:{i / 60 % 60:00}:{i % 60:00}.123Z,{i % 977}.{i % 100},{i},{(i % 2 == 0 ? "buy" : "sell")},{i},{(i % 3 == 0 ? "ES" : "\"NQ\"")}\n"));
        string candles = "timeframe,timestamp,open,high,low,close,volume\n" + string.Concat(Enumerable.Range(0, rows).Select(i =>
            $"1s,2013-10-07T{i / 3600:00}:{i / 60 % 60:00}:{i % 60:00}Z,1,2,1,2,5\n"));
        string quotes = "timestamp,bid,bid_size,ask,ask_size\n" + string.Concat(Enumerable.Range(0, rows).Select(i =>
            $"2013-10-07T08:{i / 60 % 60:00}:{i % 60:00}.123Z,{i % 977}.{i % 100},{i},,\n"));
        foreach (string text in new[] { ticks, candles, quotes })
        {
            foreach (byte[] bytes in new[] { System.Text.Encoding.UTF8.GetBytes(text), Csv.Gzip(text) })
            {
                // What is made once in a process is made in the first round.
                Assert.Equal(0, Enumerable.Range(0, 3).Min(_ => AllocatedBy(bytes, rows)));
            }
        }
    }

    private static long AllocatedBy(byte[] bytes, int rows)
    {
        using var merged = new MergedInput([Csv.Open(bytes), Csv.Open(bytes)], from: Pawl.Types.Timestamp.Parse("2000-01-01T00:00:00Z"));
        var batch = new InputEvent[100];
        int read = 0;
        for (int i = 0; i < 40; i++)
            read += merged.Read(batch);
        return Allocations.Least(() =>
        {
            for (int i = 0; i < 10 && read < (2 * rows) - 100; i++)
                read += merged.Read(batch);
        });
    }

    /// <summary>A header, then a line without end.</summary>
    private sealed class EndlessLine(long length, byte filler = (byte)'1') : MemoryStream("timestamp,price,size\n"u8.ToArray())
    {
        private long _left = length;

        // The other overload of a derived memory stream calls this one.
        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = base.Read(buffer, offset, count);
            if (read > 0)
                return read;
            read = (int)Math.Min(count, _left);
            _left -= read;
            buffer.AsSpan(offset, read).Fill(filler);
            return read;
        }
    }
}
