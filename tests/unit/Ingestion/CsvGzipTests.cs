using System.IO.Compression;
using System.Text;
using Pawl.Ingestion;
using Xunit;

namespace Pawl.Tests.Unit.Ingestion;

/// <summary>Compressed files: whole, in several members, cut, damaged, with something behind.</summary>
public class CsvGzipTests
{
    private const string Cut = "t.csv: the gzip data is cut off; fetch the file again";
    private const string Damaged = "t.csv: the gzip data is damaged; fetch the file again";
    private const string Followed = "t.csv: something else follows the gzip data; remove it, or fetch the file again";

    private static readonly string s_text = Csv.Ticks + string.Concat(Enumerable.Range(0, 60)
        .Select(i => $"2013-10-07T08:00:{i:00}Z,{1000 - (i * 7 % 13)}.{i * i % 97},{1 + (i * 31 % 17)}\n"));

    [Theory]
    [InlineData(CompressionLevel.Optimal)]
    [InlineData(CompressionLevel.NoCompression)]
    public void Cut_anywhere(CompressionLevel level)
    {
        byte[] whole = Csv.Gzip(Encoding.UTF8.GetBytes(s_text), level);
        for (int length = 2; length < whole.Length; length++)
            Assert.Equal(Cut, Csv.Refusal(whole[..length], "t.csv"));
    }

    [Fact]
    public void Second_member_cut_anywhere()
    {
        byte[] first = Csv.Gzip(s_text);
        byte[] whole = [.. first, .. Csv.Gzip("2013-10-07T09:00:00Z,1,1\n")];
        for (int length = first.Length + 2; length < whole.Length; length++)
            Assert.Equal(Cut, Csv.Refusal(whole[..length], "t.csv"));
        Assert.True(Csv.Refusal(whole[..(first.Length + 1)], "t.csv") is Cut or Followed);
    }

    [Fact]
    public void No_flipped_bit_changes_a_row()
    {
        byte[] whole = Csv.Gzip(s_text);
        List<string> expected = [.. Csv.Read(s_text, "t.csv").Select(e => Csv.Describe(e))];
        int harmless = 0;
        for (int bit = 10 * 8; bit < whole.Length * 8; bit++)
        {
            byte[] flipped = [.. whole];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                Csv.AssertSame(expected, Csv.Drain(Csv.Open(flipped, "t.csv")).Select(e => Csv.Describe(e)));
                harmless++;
            }
            catch (IngestionException error)
            {
                // What was unpacked before the damage shows may already be no CSV.
                Assert.StartsWith("t.csv:", error.Message, StringComparison.Ordinal);
            }
        }

        // The last byte of the data before its checksum may have up to seven bits that mean nothing.
        Assert.InRange(harmless, 0, 7);
    }

    [Fact]
    public void Damage_is_named()
    {
        byte[] whole = Csv.Gzip(s_text);
        whole[^6] ^= 1;
        Assert.Equal(Damaged, Csv.Refusal(whole, "t.csv"));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("\0")]
    [InlineData("timestamp,price,size\n")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")]
    public void Something_behind_the_data(string rest) =>
        Assert.Equal(Followed, Csv.Refusal([.. Csv.Gzip(s_text), .. Encoding.UTF8.GetBytes(rest)], "t.csv"));

    [Fact]
    public void Several_members_in_any_pieces_by_any_name()
    {
        // The members are cut in the middle of rows, and some are empty.
        byte[] text = Encoding.UTF8.GetBytes(s_text);
        byte[] zipped = [.. Csv.Gzip(text.AsSpan(0, 100)), .. Csv.Gzip(""), .. Csv.Gzip(text.AsSpan(100, 1)), .. Csv.Gzip(text.AsSpan(101)), .. Csv.Gzip("")];
        List<string> expected = [.. Csv.Read(s_text, "t.csv").Select(e => Csv.Describe(e))];
        foreach (int piece in new[] { 1, 2, 13, 1_000_000 })
        {
            using CsvFile file = CsvFile.Open(new TrickleStream(zipped, seed: piece, piece), "t.csv", new SymbolTable());
            Csv.AssertSame(expected, Csv.Drain(file).Select(e => Csv.Describe(e)));
        }
    }

    [Fact]
    public void Last_row_without_line_feed()
    {
        string text = s_text.TrimEnd('\n');
        Assert.Equal(60, Csv.Drain(Csv.Open(Csv.Gzip(text), "t.csv")).Count);
        Assert.Equal(
            "t.csv:61: has 2 fields, the header has 3; the file is cut off in this row",
            Csv.Refusal(Csv.Gzip(text[..text.LastIndexOf(',')]), "t.csv"));
    }

    [Fact]
    public void Plain_text_in_a_file_called_gz_is_read() =>
        Assert.Equal(60, Csv.Read(s_text, "t.csv.gz").Count);
}
