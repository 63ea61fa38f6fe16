using Pawl.Tests.E2E.BadInput;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Replay;

/// <summary>Pipelines in TOML, and settings from all their sources, through the built program.</summary>
public sealed class SettingTests : IDisposable
{
    private const string Replay = "pawl replay -p p.toml -d SPY_trades.csv ";

    private readonly TemporaryFolder folder = new();

    public SettingTests()
    {
        Sample.Ticks(61).Write(folder["SPY_trades.csv"]);
        folder.Write("p.toml", "candles = [\"5m\"]\n[nodes]\nfast = {kind = \"ema\", inputs = [\"candle(1m)\"], period = 9}\n");
        folder.Write("p.yaml", "candles: [5m]\nnodes:\n  fast: {kind: ema, inputs: [candle(1m)], period: 9}\n");
    }

    public void Dispose() => folder.Dispose();

    private string[] FilesAfter(string line)
    {
        string name = Guid.NewGuid().ToString("N");
        Ending run = PawlProgram.Shell(folder.Path, line.Replace("OUT", name, StringComparison.Ordinal));
        Assert.True(run.Code == 0, run.Error);
        return [.. Directory.GetFiles(folder[name]).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];
    }

    [Fact]
    public void A_pipeline_in_TOML_computes_what_its_twin_in_YAML_does()
    {
        string toml = PawlProgram.Run(folder.Path, "replay", "-p", "p.toml", "-d", "SPY_trades.csv").Hash("run");
        Assert.Equal(64, toml.Length);
        Assert.Equal(PawlProgram.Run(folder.Path, "replay", "-p", "p.yaml", "-d", "SPY_trades.csv").Hash("run"), toml);
    }

    [Fact]
    public void The_option_wins_over_the_command_line_over_the_environment_over_the_file()
    {
        string[] lines = FilesAfter(Replay + "--out OUT");
        folder.Write("s.toml", "replay.format = 'csv'");
        string[] tables = FilesAfter(Replay + "--out OUT --config s.toml");
        Assert.NotEqual(lines, tables);
        Assert.Equal(lines, FilesAfter("PAWL__REPLAY__FORMAT=jsonl " + Replay + "--out OUT --config s.toml"));
        Assert.Equal(tables, FilesAfter("PAWL__REPLAY__FORMAT=jsonl " + Replay + "--out OUT --set replay.format=csv"));
        Assert.Equal(lines, FilesAfter(Replay + "--out OUT --set replay.format=csv --format jsonl"));
        Directory.CreateDirectory(folder["config"]);
        File.Move(folder["s.toml"], folder["config/pawl.toml"]);
        Assert.Equal(tables, FilesAfter(Replay + "--out OUT"));
    }

    [Fact]
    public void Mistakes_in_settings()
    {
        string[] replay = ["replay", "-p", "p.toml", "-d", "SPY_trades.csv"];
        Refusal.IsRefused(folder.Path, 2, "--set: unknown setting 'engine.thread'; did you mean 'engine.threads'?", [.. replay, "--set", "engine.thread=2"]);
        Refusal.IsRefused(folder.Path, 1, "none.toml: no such file", [.. replay, "--config", "none.toml"]);
        folder.Write("s.toml", "[engine]\nthreads = 'two'");
        Refusal.IsRefused(folder.Path, 1, "s.toml:2:11: engine: 'threads' must be a whole number from 1 to 1024 without quotes, not 'two'", [.. replay, "--config", "s.toml"]);
        Ending run = PawlProgram.Shell(folder.Path, "PAWL__ENGINE__THREDS=2 " + Replay);
        Assert.Equal((1, "pawl: PAWL__ENGINE__THREDS: unknown setting; did you mean 'PAWL__ENGINE__THREADS'?\n"), (run.Code, run.Error));
    }
}
