using Pawl.Engine;
using Pawl.Host.Configuration;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Configuration;

/// <summary>A pipeline that changes others.</summary>
public sealed class ExtendsTests : IDisposable
{
    private const string Base = """
        pipeline: base
        symbols: [ES, NQ]
        candles: [1m, 5m]
        csv: {zone: UTC, where: {kind: T}}
        nodes:
          fast: {kind: ema, inputs: [candle(1m)], period: 9}
          slow: {kind: ema, inputs: [candle(1m)], period: 21}
          sma_$tf: {each: {tf: [1m, 5m, 15m]}, kind: sma, inputs: [candle($tf)]}
        """;

    private readonly TemporaryFolder folder = new();

    public ExtendsTests() => folder.Write("base.yaml", Base);

    public void Dispose() => folder.Dispose();

    private PipelineFile Read(string name)
    {
        PipelineFile? file = PipelineFile.Read(folder[name], out IReadOnlyList<Diagnostic> errors);
        Assert.Empty(errors);
        return file!;
    }

    private string[] Errors(string name) =>
        [.. PipelineErrors.OfFile(folder[name]).Select(e => e.Replace(folder.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal))];

    private static string Ids(PipelineFile file) => string.Join(' ', file.Declaration.Nodes.Select(n => n.Id));

    private static string Texts(IEnumerable<Located<string>> texts) => string.Join(' ', texts.Select(t => t.Value));

    [Fact]
    public void What_is_not_said_is_that_of_the_base_and_the_file_names_itself()
    {
        folder.Write("child.yaml", "extends: base.yaml");
        PipelineFile file = Read("child.yaml");

        Assert.Equal("child", file.Declaration.Name);
        Assert.Equal("ES NQ", Texts(file.Declaration.Symbols));
        Assert.Equal("1m 5m", Texts(file.Declaration.Candles));
        Assert.Equal((TimeSpan.Zero, 1), (file.Csv.AssumedOffset!.Value, file.Csv.Where.Count));
        Assert.Equal("fast slow sma_1m sma_5m sma_15m", Ids(file));
        Assert.All(file.Declaration.Nodes, n => Assert.Equal(folder["base.yaml"], n.Place.File));
    }

    [Fact]
    public void Sections_replace_as_wholes_and_null_removes_them()
    {
        folder.Write("child.yaml", "extends: base.yaml\npipeline: own\nsymbols: ~\ncandles: [1h]\ncsv: {timeframe: 1m}");
        PipelineFile file = Read("child.yaml");

        Assert.Equal("own", file.Declaration.Name);
        Assert.Empty(file.Declaration.Symbols);
        Assert.Equal("1h", Texts(file.Declaration.Candles));
        Assert.Equal((null, 0), (file.Csv.AssumedOffset, file.Csv.Where.Count));
    }

    [Fact]
    public void Nodes_replace_those_of_the_same_id_and_null_removes_them()
    {
        folder.Write("child.yaml", """
            extends: base.yaml
            nodes:
              slow: {kind: sma, inputs: [candle(5m)]}
              fast:
              sma_5m: null
              sma_15m: {kind: rsi, inputs: [candle(15m)]}
              new: {kind: ema, inputs: [tick]}
            """);
        PipelineFile file = Read("child.yaml");

        Assert.Equal("slow sma_1m sma_15m new", Ids(file));
        Assert.Equal(("sma", 0, new Place(folder["child.yaml"], 3, 3)), (file.Declaration.Nodes[0].Kind, file.Declaration.Nodes[0].Arguments.Count, file.Declaration.Nodes[0].Place));
        Assert.Equal("rsi", file.Declaration.Nodes[2].Kind);
    }

    [Fact]
    public void A_loop_is_replaced_or_removed_by_what_is_written_for_it()
    {
        folder.Write("replaces.yaml", "extends: base.yaml\nnodes: {sma_$tf: {each: {tf: [5m, 1h]}, kind: ema, inputs: [candle($tf)]}}");
        folder.Write("removes.yaml", "extends: base.yaml\nnodes: {sma_$tf: ~}");

        Assert.Equal("fast slow sma_5m sma_1h", Ids(Read("replaces.yaml")));
        Assert.Equal("fast slow", Ids(Read("removes.yaml")));
    }

    [Fact]
    public void Several_levels_several_bases_and_one_base_by_two_ways()
    {
        Directory.CreateDirectory(folder["sub"]);
        folder.Write("sub/one.yaml", "extends: ../base.yaml\ncandles: [2m]\nnodes: {fast: ~, x: {kind: ema, inputs: [tick]}}");
        folder.Write("two.yaml", "extends: base.yaml\nnodes: {x: {kind: sma, inputs: [tick]}, y: {kind: sma, inputs: [tick]}}");
        folder.Write("child.yaml", "extends: [sub/one.yaml, two.yaml]\nnodes: {y: {kind: rsi, inputs: [tick]}}");
        PipelineFile file = Read("child.yaml");

        // 'two' says more than 'one', with all that it extends: 'fast' is back.
        Assert.Equal("slow sma_1m sma_5m sma_15m x fast y", Ids(file));
        Assert.Equal("sma rsi", string.Join(' ', file.Declaration.Nodes.Where(n => n.Id.Length == 1).Select(n => n.Kind)));
        Assert.Equal("1m 5m", Texts(file.Declaration.Candles));
    }

    [Fact]
    public void Mistakes_stay_in_the_file_in_which_they_were_written()
    {
        folder.Write("base.yaml", "symbol: [ES]\nnodes:\n  a: {kind: emma, inputs: [tick]}\n  b: {kind: ema, inputs: [tick], period: 0}");
        folder.Write("child.yaml", "extends: base.yaml\nnodes:\n  b: {kind: ema, inputs: [tick], period: -1}\n  c: {kind: ema, inputs: [indicator(a)], perod: 1}");

        Assert.Equal(
            [
                "base.yaml:1:1: unknown key 'symbol'; did you mean 'symbols'?",
                "base.yaml:3:13: node 'a': unknown kind 'emma'; did you mean 'ema'?",
                "child.yaml:3:42: node 'b': period -1 is out of range 1..10000",
                "child.yaml:4:42: node 'c': unknown parameter 'perod'; did you mean 'period'?",
            ],
            Errors("child.yaml"));
    }

    [Theory]
    [InlineData("none.yaml", "no such file; check the path, it is relative to the folder of this file")]
    [InlineData("sub/none.yaml", "no such file; check the path, it is relative to the folder of this file")]
    [InlineData(".", "a folder; give the path of a pipeline file in it")]
    [InlineData("empty.yaml", "empty, or not an ordinary file; give the path of a pipeline file")]
    [InlineData("'../../../../../../../dev/zero'", "empty, or not an ordinary file; give the path of a pipeline file")]
    [InlineData("'../../../../../../../proc/self/environ'", "empty, or not an ordinary file; give the path of a pipeline file")]
    [InlineData("zero.yaml", "empty, or not an ordinary file; give the path of a pipeline file")]
    [InlineData("/dev/zero", "not a relative path; write it from the folder of this file, with '/' between folders")]
    [InlineData("/etc/passwd", "not a relative path; write it from the folder of this file, with '/' between folders")]
    [InlineData("//server/share/base.yaml", "not a relative path; write it from the folder of this file, with '/' between folders")]
    [InlineData("'\\\\server\\share\\base.yaml'", "not a relative path; write it from the folder of this file, with '/' between folders")]
    [InlineData("'C:base.yaml'", "not a relative path; write it from the folder of this file, with '/' between folders")]
    [InlineData("file:base.yaml", "not a relative path; write it from the folder of this file, with '/' between folders")]
    [InlineData("\"\"", "not a relative path; write it from the folder of this file, with '/' between folders")]
    [InlineData("${HOME}/base.yaml", "no such file; check the path, it is relative to the folder of this file")]
    public void Files_that_cannot_be_extended_are_one_line(string path, string mistake)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "devices are those of Unix");
        folder.Write("empty.yaml", "");
        File.CreateSymbolicLink(folder["zero.yaml"], "/dev/zero");
        // That its nodes are missing, and what would be removed, is no second mistake.
        folder.Write("child.yaml", $"extends: {path}\nsymbols: ~\nnodes: {{fast: ~, c: {{kind: cross, inputs: [indicator(fast), indicator(slow)@NQ]}}}}");

        string text = path.Trim('\'', '"');
        Assert.Equal([$"child.yaml:1:10: extends '{text}': {mistake}"], Errors("child.yaml"));
    }

    [Theory]
    [InlineData("[base.yaml, base.yaml]", "child.yaml:1:22: extends 'base.yaml': is listed twice; remove one")]
    [InlineData("{base: yaml}", "child.yaml:1:10: 'extends' must be a file such as base.yaml, or a list of files, not a map")]
    [InlineData("", "child.yaml:1:1: 'extends' must be a file such as base.yaml, or a list of files, but it is empty")]
    [InlineData("[base.yaml, ~]", "child.yaml:1:22: an entry of 'extends' must be a single value such as base.yaml, but it is empty")]
    [InlineData("base.yaml\ncsv: ~\nnodes: {fats: ~, other: ~}", "child.yaml:3:9: node 'fats': there is no such node to remove in what this file extends; did you mean 'fast'?;child.yaml:3:18: node 'other': there is no such node to remove in what this file extends; remove this line")]
    [InlineData("base.yaml\nnodes: {sma_$x: ~}", "child.yaml:2:9: node 'sma_$x': there is no such node to remove in what this file extends; did you mean 'sma_1m'?")]
    [InlineData("candles.yaml\ncsv: ~", "child.yaml:2:1: there is no 'csv' to remove in what this file extends; remove this line")]
    [InlineData("broken.yaml", "broken.yaml:2:1: not valid YAML: a ',' or ']' is missing after the '[' of line 1, column 10")]
    [InlineData("list.yaml", "list.yaml:1:1: a pipeline file must be a map of pipeline, extends, symbols, instrument, candles, csv, nodes, as in 'nodes: …' with a space after the colon, not a list")]
    [InlineData("large.yaml", "large.yaml: larger than 256 KB, the most that is read; check that it is the right file, or split it")]
    public void Mistakes_are_one_line_each(string extends, string errors)
    {
        folder.Write("candles.yaml", "candles: [1m]");
        folder.Write("broken.yaml", "candles: [1m\n");
        folder.Write("list.yaml", "- a");
        folder.Write("large.yaml", new string('#', 10_000_000));
        folder.Write("child.yaml", "extends: " + extends);

        Assert.Equal(errors.Split(";child", StringSplitOptions.None).Select((e, i) => i == 0 ? e : "child" + e), Errors("child.yaml"));
    }

    [Fact]
    public void Circles_are_told_with_their_way()
    {
        folder.Write("self.yaml", "extends: ./self.yaml\ncandles: [1m]");
        folder.Write("a.yaml", "extends: b.yaml");
        folder.Write("b.yaml", "extends: c.yaml\nnodes: {x: ~}");
        folder.Write("c.yaml", "candles: [1m]\nextends: [base.yaml, b.yaml]");
        string at = folder.Path + Path.DirectorySeparatorChar;

        Assert.Equal(["self.yaml:1:10: extends './self.yaml': goes in a circle, self.yaml → self.yaml; remove one of these 'extends'"], Errors("self.yaml"));
        Assert.Equal(["c.yaml:2:22: extends 'b.yaml': goes in a circle, b.yaml → c.yaml → b.yaml; remove one of these 'extends'"], Errors("a.yaml"));
        Assert.DoesNotContain(at, Errors("a.yaml")[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Sixteen_files_are_read_and_no_more()
    {
        for (int i = 1; i <= 16; i++)
        {
            folder.Write($"f{i}.yaml", i == 1 ? "candles: [1m]" : $"extends: f{i - 1}.yaml");
        }

        folder.Write("f17.yaml", "extends: f16.yaml");

        Assert.Empty(Errors("f16.yaml"));
        Assert.Equal(["f2.yaml:1:10: extends 'f1.yaml': with it the pipeline has more than 16 files, the most that are read; join some of them"], Errors("f17.yaml"));
    }
}
