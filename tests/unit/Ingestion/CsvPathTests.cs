using System.Diagnostics;
using Pawl.Ingestion;
using Xunit;

namespace Pawl.Tests.Unit.Ingestion;

/// <summary>What a path can lead to.</summary>
public sealed class CsvPathTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pawl-csv-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string In(string name) => Path.Combine(_folder, name);

    private static string Refusal(string path) => Csv.Refusal(() => CsvFile.Open(path, new SymbolTable()).Dispose());

    [Fact]
    public void Missing_file() => Assert.Equal($"{In("no.csv")}: no such file", Refusal(In("no.csv")));

    [Fact]
    public void Missing_folder() => Assert.Equal($"{In("a/no.csv")}: no such file", Refusal(In("a/no.csv")));

    [Fact]
    public void Folder() => Assert.Equal($"{_folder}: is a directory; name the files in it", Refusal(_folder));

    [Fact]
    public void Empty_file()
    {
        File.WriteAllText(In("e.csv"), "");
        Assert.Equal($"{In("e.csv")}: has no bytes: it is empty, or a pipe or device; a pipe is read as '-', standard input", Refusal(In("e.csv")));
    }

    [Fact]
    public void Device()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "there is no /dev/zero on this system");
        Assert.Equal("/dev/zero: has no bytes: it is empty, or a pipe or device; a pipe is read as '-', standard input", Refusal("/dev/zero"));
    }

    [Fact]
    public void Pipe_also_behind_a_link()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/mkfifo"), "there is no mkfifo on this system");
        using (Process make = Process.Start("/usr/bin/mkfifo", In("pipe.csv")))
            make.WaitForExit();
        File.CreateSymbolicLink(In("link.csv"), In("pipe.csv"));
        foreach (string name in new[] { "pipe.csv", "link.csv" })
            Assert.Equal($"{In(name)}: has no bytes: it is empty, or a pipe or device; a pipe is read as '-', standard input", Refusal(In(name)));
    }

    [Fact]
    public void Link_to_nowhere_and_to_itself()
    {
        File.CreateSymbolicLink(In("nowhere.csv"), In("no.csv"));
        File.CreateSymbolicLink(In("self.csv"), In("self.csv"));
        Assert.Equal($"{In("nowhere.csv")}: no such file", Refusal(In("nowhere.csv")));
        Assert.StartsWith($"{In("self.csv")}: ", Refusal(In("self.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void Link_to_a_file_is_read_and_named_as_written()
    {
        File.WriteAllText(In("real.csv"), Csv.Ticks + "x,1,1\n");
        File.CreateSymbolicLink(In("ES_link.csv"), "real.csv");
        string message = Csv.Refusal(() =>
        {
            using CsvFile file = CsvFile.Open(In("ES_link.csv"), new SymbolTable());
            Csv.Drain(file);
        });
        Assert.StartsWith($"{In("ES_link.csv")}:2:1: ", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void Impossible_names(string path) =>
        Assert.StartsWith($"{path.Replace("\0", "\\u0000", StringComparison.Ordinal)}: cannot be opened: ", Refusal(path), StringComparison.Ordinal);

    [Fact]
    public void Endless_name() => Assert.StartsWith("xxxxx", Refusal(new string('x', 4096)), StringComparison.Ordinal);

    [Fact]
    public void Line_break_in_a_name_stays_on_the_line() =>
        Assert.Equal(@"a\u000ab.csv: no such file", Refusal("a\nb.csv"));

    [Fact]
    public void File_that_may_not_be_read()
    {
        Assert.SkipWhen(Environment.UserName == "root", "the superuser may read everything");
        File.WriteAllText(In("secret.csv"), Csv.Ticks);
        if (OperatingSystem.IsWindows())
            Assert.Skip("there are no such permissions on Windows");
        else
            File.SetUnixFileMode(In("secret.csv"), UnixFileMode.None);
        Assert.Equal($"{In("secret.csv")}: may not be read; check its permissions", Refusal(In("secret.csv")));
    }

    [Fact]
    public void File_that_grows_is_read_as_far_as_it_goes()
    {
        File.WriteAllText(In("ES.csv"), Csv.Ticks + "2013-10-07T08:00:00Z,1,1\n");
        using FileStream writer = new(In("ES.csv"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        using CsvFile file = CsvFile.Open(In("ES.csv"), new SymbolTable());
        writer.Write("2013-10-07T08:00:00Z,1,2\n"u8);
        writer.Flush();
        int first = Csv.Drain(file).Count;
        Assert.InRange(first, 1, 2);
        writer.Write("2013-10-07T08:00:00Z,1,3\n"u8);
        writer.Flush();
        Assert.Empty(Csv.Drain(file));
    }

    [Fact]
    public void Progress_counts_stored_bytes()
    {
        byte[] zipped = Csv.Gzip(Csv.Ticks + string.Concat(Enumerable.Repeat("2013-10-07T08:00:00Z,1,1\n", 50_000)));
        File.WriteAllBytes(In("ES.csv"), zipped);
        using CsvFile file = CsvFile.Open(In("ES.csv"), new SymbolTable());
        Assert.Equal(zipped.Length, file.Progress.BytesTotal);
        Assert.Equal(50_000, Csv.Drain(file).Count);
        Assert.Equal(new InputProgress(zipped.Length, zipped.Length, 50_000, 0), file.Progress);
    }
}
