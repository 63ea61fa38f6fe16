using System.IO.Compression;
using Pawl.Engine;
using Pawl.Ingestion;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Ingestion;

/// <summary>Every file of trades, quotes and trade bars beside the repository equals the naive decoder.</summary>
public class CsvMarketDataTests
{
    private static readonly string? s_folder = Directory.Exists(Repository.Shared("data")) ? Repository.Shared("data") : null;

    public static TheoryData<string> Files()
    {
        var files = new TheoryData<string>();
        if (s_folder is null)
        {
            files.Add("");
            return files;
        }

        foreach (string folder in new[] { "ticks", "quotes", "second", "minute", "hour", "daily" })
        {
            foreach (string path in Directory.GetFiles(Path.Combine(s_folder, folder), "*.csv.gz").Where(p => !p.Contains("_quote_", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
                files.Add(Path.GetRelativePath(s_folder, path));
        }

        return files;
    }

    [Trait("Speed", "slow")]
    [Theory]
    [MemberData(nameof(Files))]
    public void Equals_the_naive_decoder(string name)
    {
        Assert.SkipWhen(s_folder is null, "there is no market data in ../shared/data");
        string path = Path.Combine(s_folder, name);
        string text;
        using (var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress)))
            text = reader.ReadToEnd();
        string? frame = name.StartsWith("ticks", StringComparison.Ordinal) || name.StartsWith("quotes", StringComparison.Ordinal) ? null : Path.GetFileName(name).Split('_').First(p => p is "1s" or "1m" or "1h" or "1d");
        using CsvFile file = CsvFile.Open(path, new SymbolTable());
        IEnumerator<string> expected = NaiveCsv.Describe(text, frame).GetEnumerator();
        var batch = new InputEvent[1000];
        for (int count; (count = file.Read(batch)) > 0;)
        {
            for (int i = 0; i < count; i++)
            {
                Assert.True(expected.MoveNext());
                string actual = Csv.Describe(batch[i]);
                if (!string.Equals(expected.Current, actual, StringComparison.Ordinal))
                    Assert.Equal(expected.Current, actual);
            }
        }

        Assert.False(expected.MoveNext());
        Assert.Equal(file.Progress.BytesTotal, file.Progress.BytesRead);
    }
}
