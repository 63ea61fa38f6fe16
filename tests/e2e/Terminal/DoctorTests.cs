using System.Text.Json;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Terminal;

public sealed class DoctorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Nothing_configured_is_no_problem()
    {
        Ending run = PawlProgram.Run(folder.Path, "doctor");
        Assert.True(run.Code == 0, run.Text);
        Assert.Contains("no config/pawl.toml: the defaults hold", run.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("problem  ", run.Text, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void The_shipped_configuration_is_good()
    {
        Directory.CreateSymbolicLink(folder["config"], Repository.PathOf("config"));
        Ending run = PawlProgram.Run(folder.Path, "doctor");
        Assert.True(run.Code == 0, run.Text);
        int pipelines = Directory.GetFiles(Repository.PathOf("config", "pipelines")).Length;
        Assert.Contains($"config/pipelines: {pipelines} of {pipelines} pipelines good", run.Text, StringComparison.Ordinal);
        Assert.Contains("ok       config/pawl.toml: good", run.Text, StringComparison.Ordinal);
        Assert.Contains("ok       config/instruments.yaml: ", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Mistakes_are_counted_and_sent_to_validate()
    {
        Directory.CreateDirectory(folder["config/pipelines"]);
        folder.Write("config/pawl.toml", "[engine]\nthreads = 'two'\nthread = 1\n");
        folder.Write("config/instruments.yaml", "instruments: {A: {tick: 1}}\n");
        folder.Write("config/pipelines/good.yaml", "candles: [1m]\n");
        folder.Write("config/pipelines/bad.yaml", "nodes:\n  a: {kind: emma, inputs: [candle(1m)]}\n  b: {kind: sma, inputs: [indicator(x)]}\n");
        Ending run = PawlProgram.Shell(folder.Path, "PAWL__ENGINE__THREADS=4 PAWL__BROKER__PASSWORD=hunter2 pawl doctor");
        Assert.Equal(1, run.Code);
        Assert.Contains("problem  config/pawl.toml: 2 mistakes\n           → run pawl validate config/pawl.toml\n", run.Text, StringComparison.Ordinal);
        Assert.Contains("problem  config/instruments.yaml: 1 mistake\n", run.Text, StringComparison.Ordinal);
        Assert.Contains("problem  config/pipelines/bad.yaml: 2 mistakes\n           → run pawl validate config/pipelines/bad.yaml\n", run.Text, StringComparison.Ordinal);
        Assert.Contains("config/pipelines: 1 of 2 pipelines good", run.Text, StringComparison.Ordinal);
        Assert.Contains("ok       PAWL__ENGINE__THREADS=4 overrides files", run.Text, StringComparison.Ordinal);
        Assert.Contains("problem  PAWL__BROKER__PASSWORD: unknown setting", run.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", run.Text, StringComparison.Ordinal);
        Assert.Contains("\n4 problems, ", run.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("env -u HOME pawl doctor", "HOME is not set")]
    [InlineData("HOME=/nowhere pawl doctor", "HOME is /nowhere, which does not exist")]
    [InlineData("ulimit -n 300; pawl doctor", "only 300 files may be open")]
    [InlineData("cd /proc; pawl doctor", "this folder, /proc: not writable")]
    [InlineData("TMPDIR=/proc pawl doctor", "temporary files, /proc/: not writable")]
    [InlineData("LC_ALL=en_US.ISO-8859-1 pawl doctor", "iso-8859-1")]
    [InlineData("DOTNET_GCHeapHardLimit=0x4000000 pawl doctor", "64 MB of memory, of ")]
    [InlineData("DOTNET_EnableAVX2=0 pawl doctor", "lacks AVX2")]
    public void Warnings(string line, string saying)
    {
        Ending run = PawlProgram.Shell(folder.Path, line);
        Assert.Equal(0, run.Code);
        Assert.Contains(saying, run.Text.Split("  warning  ", 2)[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Json_agrees_with_the_exit_code()
    {
        using JsonDocument good = JsonDocument.Parse(PawlProgram.Run(folder.Path, "doctor", "--json").Output);
        Assert.NotEqual("problem", good.RootElement.GetProperty("health").GetString());
        Ending run = PawlProgram.Shell(folder.Path, "PAWL__X=1 pawl doctor --json");
        Assert.Equal(1, run.Code);
        using JsonDocument bad = JsonDocument.Parse(run.Output);
        Assert.Equal("problem", bad.RootElement.GetProperty("health").GetString());
        JsonElement problem = Assert.Single(bad.RootElement.GetProperty("checks").EnumerateArray(), c => c.GetProperty("health").GetString() == "problem");
        Assert.Equal("environment", problem.GetProperty("check").GetString());
    }

    [Theory]
    [InlineData(80, "", true)]
    [InlineData(120, "", true)]
    [InlineData(80, "NO_COLOR=1 ", false)]
    [InlineData(80, "TERM=dumb ", false)]
    public void On_a_terminal(int columns, string environment, bool colors)
    {
        Assert.SkipWhen(PawlProgram.Shell("/", "command -v script").Code != 0, "needs script");
        string text = PawlProgram.Shell(folder.Path, $"export TERM=xterm; unset NO_COLOR; script -qec 'stty cols {columns}; {environment}pawl doctor; {environment}pawl nodes macd' /dev/null < /dev/null").Text;
        Assert.Equal(colors, text.Contains("\u001b[32mok\u001b[0m", StringComparison.Ordinal));
        Assert.Contains($"{columns} columns, {(colors ? "colours" : "no colours")}", text, StringComparison.Ordinal);
        string[] lines = ((string[])["[?1h", "=", "[0m", "[1m", "[32m", "[33m", "[31m"]).Aggregate(text, (t, code) => t.Replace("\u001b" + code, "", StringComparison.Ordinal)).Split("\r\n");
        Assert.InRange(lines.Length, 20, 200);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, Math.Min(columns, 100)));
    }
}
