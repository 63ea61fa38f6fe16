using System.Text;
using Pawl.Host.Configuration;
using Xunit;

namespace Pawl.Tests.Unit.Configuration;

/// <summary>Files that try to cost more than they are worth. What bounds the work is bytes allocated, not the clock.</summary>
public sealed class YamlAbuseTests
{
    private const long Megabyte = 1 << 20;
    private const string TooDeep = "lists and maps are nested deeper than 32; a pipeline needs 4: look for brackets too many";

    private static string[] ErrorsWithin(long bytes, string text)
    {
        PipelineErrors.Of("warm: up");
        long before = GC.GetAllocatedBytesForCurrentThread();
        string[] errors = PipelineErrors.Of(text);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated <= bytes, $"{allocated} bytes allocated");
        return errors;
    }

    private static string Repeat(string text, int times) => new StringBuilder().Insert(0, text, times).ToString();

    [Theory]
    [InlineData("[", "p.yaml:1:33: ")]
    [InlineData("{", "p.yaml:1:33: ")]
    [InlineData("- ", "p.yaml:1:65: ")]
    [InlineData("? ", "p.yaml:1:65: ")]
    [InlineData("{a: ", "p.yaml:1:129: ")]
    [InlineData("[a, ", "p.yaml:1:129: ")]
    public void Twenty_five_thousand_levels_are_one_line_at_once(string level, string place) =>
        Assert.Equal([place + TooDeep], ErrorsWithin(Megabyte, Repeat(level, 25_000)));

    [Fact]
    public void Depth_32_is_read_and_33_is_not()
    {
        Assert.NotNull(ConfigReader.Read("p.yaml", Repeat("[", 32) + Repeat("]", 32), out var none));
        Assert.Empty(none);
        Assert.Null(ConfigReader.Read("p.yaml", Repeat("[", 33) + Repeat("]", 33), out var errors));
        Assert.Equal("p.yaml:1:33: " + TooDeep, Assert.Single(errors).ToString());
    }

    [Fact]
    public void An_alias_bomb_is_one_line_at_once()
    {
        StringBuilder bomb = new("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
        for (int i = 1; i < 100; i++)
        {
            bomb.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        }

        Assert.Equal(
            ["p.yaml:1:5: anchors (&) and aliases (*) are not supported; write the value out, or quote it if it is text"],
            ErrorsWithin(Megabyte, bomb.ToString()));
    }

    [Fact]
    public void A_list_that_holds_itself_is_one_line() => Assert.Equal(
        ["p.yaml:1:8: anchors (&) and aliases (*) are not supported; write the value out, or quote it if it is text"],
        ErrorsWithin(Megabyte, "nodes: &a [*a]"));

    [Trait("Speed", "slow")]
    [Theory]
    [InlineData("a,")]
    [InlineData("a: b,")]
    [InlineData("[],")]
    [InlineData("a\n")]
    [InlineData("a: 1\n")]
    [InlineData("- \n")]
    [InlineData("? a\n")]
    [InlineData("a: |\n b\n")]
    [InlineData("#")]
    [InlineData("\"")]
    [InlineData("!")]
    [InlineData("&a ")]
    [InlineData("...\n")]
    [InlineData("\t")]
    [InlineData("\\")]
    public void The_largest_files_cost_in_proportion_to_their_size(string part)
    {
        string many = Repeat(part, ConfigLimits.Bytes / part.Length - 1);

        Assert.NotEmpty(ErrorsWithin(100 * Megabyte, many));
        Assert.NotEmpty(ErrorsWithin(100 * Megabyte, "[" + many));
    }

    [Fact]
    public void More_than_256_KB_is_refused_unread()
    {
        string comment = "candles: [1m] #";
        string largest = comment + new string('x', ConfigLimits.Bytes - comment.Length);

        Assert.Empty(PipelineErrors.Of(largest));
        Assert.Equal(["p.yaml: larger than 256 KB, the most that is read; check that it is the right file, or split it"], ErrorsWithin(Megabyte, largest + "x"));
        Assert.Equal(["p.yaml: larger than 256 KB, the most that is read; check that it is the right file, or split it"], ErrorsWithin(Megabyte, new string('ä', ConfigLimits.Bytes)));
    }

    /// <summary>Random damage never gets anything but lines with a place: no exception, no line break, no empty remedy.</summary>
    [Fact]
    public void Damaged_files_get_lines_and_nothing_else()
    {
        const string Sound = """
            pipeline: es # name
            symbols: [ES, "NQ", 'a''b']
            nodes:
              ema: {kind: ema, inputs: [candle(5m)], period: 9}
              c:
                inputs: {trend: indicator(t), bar: "candle\u0028"}
                trigger:
                - candle(5m)
                text: |
                  abc
                  def
            """;
        const string Signs = "[]{}:,-?!&*|>'\"%@`#\\ \n\t\r~<=a0.()\u0085\u2028\uFEFF";
        Random random = new(20131007);
        for (int round = 0; round < 5_000; round++)
        {
            StringBuilder text = new(random.Next(4) == 0 ? "" : Sound);
            for (int change = random.Next(1, 12); change > 0; change--)
            {
                int at = random.Next(text.Length + 1);
                if (random.Next(2) == 0)
                {
                    text.Remove(at, Math.Min(text.Length - at, random.Next(6)));
                }
                else
                {
                    text.Insert(at, Signs[random.Next(Signs.Length)].ToString(), random.Next(1, 4));
                }
            }

            foreach (string error in PipelineErrors.Of(text.ToString()))
            {
                Assert.Matches(@"\Ap\.yaml:[1-9][0-9]*:[1-9][0-9]*: \P{C}+\z", error);
            }
        }
    }
}
