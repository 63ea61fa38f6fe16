using Pawl.Engine;
using Pawl.Host.Configuration.Settings;
using Pawl.Host.Replay;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Configuration.Settings;

public sealed class SettingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static Dictionary<string, string> Environment(params string[] assignments) =>
        assignments.Select(a => a.Split('=', 2)).ToDictionary(a => a[0], a => a[1], StringComparer.Ordinal);

    private static (int Threads, OutputFormat Format, bool Progress) Read(SettingSources sources)
    {
        SettingValues values = SettingReader.Read(SettingTable.All, sources, out IReadOnlyList<Diagnostic> errors);
        Assert.Empty(errors);
        return (values.Get(SettingTable.Threads), values.Get(SettingTable.Format), values.Get(SettingTable.Progress));
    }

    private static string[] Errors(SettingSources sources)
    {
        SettingReader.Read(SettingTable.All, sources, out IReadOnlyList<Diagnostic> errors);
        return [.. errors.Select(error => error.ToString())];
    }

    [Fact]
    public void Nothing_given_is_the_defaults()
    {
        Assert.Equal((System.Environment.ProcessorCount, OutputFormat.Jsonl, true), Read(new()));
        Assert.Equal((System.Environment.ProcessorCount, OutputFormat.Jsonl, true), Read(new() { File = folder.Write("a.toml", "# nothing\n[engine]\n") }));
        Assert.Equal((System.Environment.ProcessorCount, OutputFormat.Jsonl, true), Read(new() { File = folder.Write("a.yaml", "# nothing\n") }));
    }

    [Theory]
    [InlineData("s.toml", "[engine]\nthreads = 3\n[replay]\nformat = 'csv'\n[terminal]\nprogress = false\n")]
    [InlineData("s.toml", "engine.threads = 0x3\nreplay = {format = \"csv\"}\nterminal.progress = false")]
    [InlineData("s.yaml", "engine: {threads: 3}\nreplay:\n  format: csv\nterminal: {progress: false}\n")]
    [InlineData("s.json", "{\"engine\": {\"threads\": 3}, \"replay\": {\"format\": \"csv\"}, \"terminal\": {\"progress\": false}}")]
    public void A_file_in_either_syntax(string name, string text) =>
        Assert.Equal((3, OutputFormat.Csv, false), Read(new() { File = folder.Write(name, text) }));

    [Fact]
    public void The_environment_overrides_the_file_and_the_command_line_both()
    {
        SettingSources file = new() { File = folder.Write("s.toml", "engine.threads = 2\nreplay.format = 'csv'\nterminal.progress = false") };
        SettingSources environment = file with { Environment = Environment("PAWL__ENGINE__THREADS=3", "PAWL__REPLAY__FORMAT=jsonl", "PAWL__TERMINAL__PROGRESS=", "PAWL_OTHER=x", "HOME=/") };

        Assert.Equal((2, OutputFormat.Csv, false), Read(file));
        Assert.Equal((3, OutputFormat.Jsonl, false), Read(environment));
        Assert.Equal((5, OutputFormat.Jsonl, true), Read(environment with { Assignments = ["engine.threads=4", "terminal.progress=true", "engine.threads=5"] }));
    }

    [Fact]
    public void All_mistakes_of_all_sources_are_told_at_once()
    {
        string path = folder.Write("s.toml", """
            [engin]
            threads = 2
            [engine]
            thread = 2
            threads = "4"
            [replay]
            format = "xml"
            [terminal]
            progress = 1
            colour = true
            """);
        Assert.Equal(
            [
                $"{path}:1:2: unknown key 'engin'; did you mean 'engine'?",
                $"{path}:4:1: engine: unknown key 'thread'; did you mean 'threads'?",
                $"{path}:5:11: engine: 'threads' must be a whole number from 1 to 1024 without quotes, not '4'",
                $"{path}:7:10: replay: 'format' must be jsonl or csv, not 'xml'",
                $"{path}:9:12: terminal: 'progress' must be true or false, not '1'",
                $"{path}:10:1: terminal: unknown key 'colour'; known are progress",
                "PAWL__ENGINE__THREAD: unknown setting; did you mean 'PAWL__ENGINE__THREADS'?",
                "PAWL__ENGINE__THREADS: must be a whole number from 1 to 1024, not '0'",
                "PAWL__NONE: unknown setting; it would begin with PAWL__ENGINE, PAWL__REPLAY, PAWL__DATA, PAWL__STORE, PAWL__WEB, PAWL__SERVICE, PAWL__NATS, PAWL__REDIS, PAWL__INGEST, PAWL__DATABASE, PAWL__TERMINAL",
                "PAWL__TERMINAL__PROGRESS_FILE: unknown setting; did you mean 'PAWL__TERMINAL__PROGRESS'?",
                "PAWL__engine__threads: unknown setting; did you mean 'PAWL__ENGINE__THREADS'?",
                "--set: 'terminal.progress' must be true or false, not 'yes'",
                "--set: unknown setting 'engine.treads'; did you mean 'engine.threads'?",
                "--set: 'threads' names no value; write section.key=value",
                "--set: 'engine.threads' must be a whole number from 1 to 1024, not ''",
            ],
            Errors(new()
            {
                File = path,
                Environment = Environment("PAWL__ENGINE__THREADS=0", "PAWL__ENGINE__THREAD=1", "PAWL__NONE=1", "PAWL__TERMINAL__PROGRESS_FILE=x", "PAWL__engine__threads=3"),
                Assignments = ["terminal.progress=yes", "engine.treads=4", "threads", "engine.threads="],
            }));
    }

    [Theory]
    [InlineData("s.toml", "engine = 1", ":1:10: 'engine' must be a section with keys, not '1'")]
    [InlineData("s.toml", "[[engine]]\nthreads = 1", ":1:3: 'engine' must be a section with keys, not a list")]
    [InlineData("s.toml", "[engine]\nthreads = 1.0", ":2:11: engine: 'threads' must be a whole number from 1 to 1024, not '1.0'")]
    [InlineData("s.toml", "[engine]\nthreads = [1]", ":2:11: engine: 'threads' must be a whole number from 1 to 1024, not a list")]
    [InlineData("s.toml", "[engine]\nthreads = 99999999999", ":2:11: engine: 'threads' must be a whole number from 1 to 1024, not '99999999999'")]
    [InlineData("s.yaml", "engine: {threads: }", ":1:10: engine: 'threads' must be a whole number from 1 to 1024, but it is empty")]
    [InlineData("s.yaml", "engine: {threads: '4'}", ":1:19: engine: 'threads' must be a whole number from 1 to 1024 without quotes, not '4'")]
    [InlineData("s.toml", "[web]\nhosts = 'a.example,,b.example'", ":2:9: web: 'hosts' must be words with commas between them, not 'a.example,,b.example'")]
    [InlineData("s.yaml", "- engine", ":1:1: a configuration file must be a map of sections such as [engine], not a list")]
    [InlineData("s.ini", "[engine]", ": ending '.ini' is not known; name the file .yaml, .yml, .json or .toml, as it is written")]
    public void Files_that_say_something_else(string name, string text, string error)
    {
        string path = folder.Write(name, text);
        Assert.Equal([path + error], Errors(new() { File = path }));
    }

    [Fact]
    public void A_file_that_is_not_there() =>
        Assert.Equal(["none.toml: no such file; check the path, it is relative to the current directory"], Errors(new() { File = "none.toml" }));
}
