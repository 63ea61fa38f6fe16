using System.Globalization;
using System.Text;
using Pawl.Engine;
using Pawl.Host.Configuration;
using Xunit;

namespace Pawl.Tests.Unit.Configuration.Toml;

/// <summary>Files that try to cost more than they are worth.</summary>
public sealed class TomlAbuseTests
{
    private const long Megabyte = 1 << 20;
    private const string TooDeep = "lists and tables are nested deeper than 32; look for brackets or dots too many";

    /// <summary>Of the processor: far more than work in proportion to the text needs, far less than work that grows with its square.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static string[] ErrorsWithin(long bytes, string text)
    {
        TimeSpan started = Environment.CpuUsage.TotalTime;
        long before = GC.GetAllocatedBytesForCurrentThread();
        ConfigReader.Read("p.toml", text, out IReadOnlyList<Diagnostic> errors);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated <= bytes, $"{allocated} bytes allocated");
        TimeSpan used = Environment.CpuUsage.TotalTime - started;
        Assert.True(used < Patience, $"took {used}");
        return [.. errors.Select(error => error.ToString())];
    }

    private static string Repeat(string text, int times) => new StringBuilder().Insert(0, text, times).ToString();

    [Theory]
    [InlineData("a = ", "[", "1:36: ")]
    [InlineData("a = ", "{a = ", "1:160: ")]
    [InlineData("a = ", "[{a = ", "1:96: ")]
    [InlineData("", "a.", "1:65: ")]
    [InlineData("[", "a.", "1:66: ")]
    [InlineData("[[", "a.", "1:67: ")]
    [InlineData("x = {", "a.", "1:70: ")]
    public void Twenty_five_thousand_levels_are_one_line_at_once(string start, string level, string place) =>
        Assert.Equal(["p.toml:" + place + TooDeep], ErrorsWithin(Megabyte, start + Repeat(level, 25_000)));

    [Fact]
    public void Depth_32_is_read_and_33_is_not()
    {
        Assert.Empty(ErrorsWithin(Megabyte, "a = " + Repeat("[", 31) + Repeat("]", 31)));
        Assert.Equal(["p.toml:1:36: " + TooDeep], ErrorsWithin(Megabyte, "a = " + Repeat("[", 32) + Repeat("]", 32)));
        Assert.Empty(ErrorsWithin(Megabyte, "[" + Repeat("a.", 30) + "a]"));
        Assert.Equal(["p.toml:1:64: " + TooDeep], ErrorsWithin(Megabyte, "[" + Repeat("a.", 31) + "a]"));
        Assert.Empty(ErrorsWithin(Megabyte, Repeat("a.", 31) + "a = 1"));
        Assert.Equal(["p.toml:1:63: " + TooDeep], ErrorsWithin(Megabyte, "[[a]]\n".Replace("a", Repeat("a.", 30) + "a", StringComparison.Ordinal)));
        Assert.Equal(["p.toml:2:61: " + TooDeep], ErrorsWithin(Megabyte, "[x]\n" + Repeat("a.", 31) + "a = 1"));
    }

    [Trait("Speed", "slow")]
    [Theory]
    [InlineData("[[a]]\n")]
    [InlineData("[a.a.a.a]\n")]
    [InlineData("a.b.c.d = 1\n")]
    [InlineData("a = [\n")]
    [InlineData("a = {\n")]
    [InlineData("[\n")]
    [InlineData("a\n")]
    [InlineData("a = '''\n")]
    [InlineData("\"\\")]
    [InlineData("'\"")]
    [InlineData("\"\\\"\n")]
    [InlineData("\\    ")]
    [InlineData("\\\n")]
    [InlineData("a =\n")]
    [InlineData("a = 1 #\n")]
    [InlineData("1,")]
    [InlineData("],")]
    [InlineData("}\n")]
    [InlineData("\r\n")]
    [InlineData("2024-01-01 ")]
    [InlineData("\\u0041")]
    public void The_largest_files_cost_in_proportion_to_their_size(string part)
    {
        foreach (string start in (string[])["", "a = [", "a = [\n", "a = {", "a = \"", "a = \"\"\"", "a = [ [ '", "x = [\n]]"])
        {
            ErrorsWithin(150 * Megabyte, start + Repeat(part, (ConfigLimits.Bytes - start.Length) / part.Length));
        }
    }

    [Fact]
    public void Sixty_thousand_different_names()
    {
        StringBuilder text = new();
        for (int i = 0; text.Length < ConfigLimits.Bytes - 40; i++)
            text.Append(CultureInfo.InvariantCulture, $"[[a{i % 7}]]\nb.k{i} = 1\n");
        Assert.Empty(ErrorsWithin(50 * Megabyte, text.ToString()));
        text.Clear();
        for (int i = 0; text.Length < ConfigLimits.Bytes - 40; i++)
            text.Append(CultureInfo.InvariantCulture, $"k{i}=1\n");
        Assert.Empty(ErrorsWithin(50 * Megabyte, text.ToString()));
    }

    [Fact]
    public void How_much_is_read_is_for_the_caller_to_say()
    {
        string large = "# " + new string('x', ConfigLimits.Bytes);
        Assert.Equal(["p.toml: larger than 256 KB, the most that is read; check that it is the right file, or split it"], ErrorsWithin(Megabyte, large));
        Assert.NotNull(ConfigReader.Read("p.toml", large, out _, ConfigLimits.InstrumentBytes));
        Assert.Null(ConfigReader.Read("p.toml", new string('#', ConfigLimits.InstrumentBytes + 1), out IReadOnlyList<Diagnostic> errors, ConfigLimits.InstrumentBytes));
        Assert.EndsWith(": larger than 16 MB, the most that is read; check that it is the right file, or split it", Assert.Single(errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_may_be_as_large_as_the_limit_and_no_larger()
    {
        using Support.TemporaryFolder folder = new();
        string path = folder.Write("a.toml", "#" + new string('x', ConfigLimits.Bytes - 1));
        Assert.NotNull(ConfigReader.Read(path, out _));
        File.AppendAllText(path, "x");
        Assert.Null(ConfigReader.Read(path, out _));
        Assert.NotNull(ConfigReader.Read(path, out _, ConfigLimits.InstrumentBytes));
    }
}
