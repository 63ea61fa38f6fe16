using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.BadInput;

/// <summary>Hostile arguments: one short line, and nothing of what stands in files.</summary>
public sealed class CommandLineTests : IDisposable
{
    private const string Replay = "replay -p x -d y";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("–-to 2024-03-04T15:00:00Z", "'–-to' begins with the dash U+2013, not with '-'; write '--to'")]
    [InlineData("—to=x", "'—to=x' begins with the dash U+2014, not with '-'; write '--to=x'")]
    [InlineData("−o -", "'−o' begins with the dash U+2212, not with '-'; write '-o'")]
    public void Dashes_of_word_processors(string arguments, string saying) =>
        Refusal.IsRefused(folder.Path, 2, saying, [.. Replay.Split(' '), .. arguments.Split(' ')]);

    [Theory]
    [InlineData("unknown command 'a\\u000ab'", "a\nb")]
    [InlineData("unknown option '--a\\u000ab'", "replay", "--a\nb")]
    [InlineData("unknown kind 'e\\u000a\\u001b[31m'", "nodes", "e\n\u001b[31m")]
    [InlineData("--threads '\\u001b[2J': write a whole number", "replay", "-p", "x", "-d", "y", "--threads", "\u001b[2J")]
    [InlineData("'e\\u202em'", "nodes", "e\u202em")]
    [InlineData("unknown kind '$(touch made)'", "nodes", "$(touch made)")]
    [InlineData("unknown kind '`touch made`'", "nodes", "`touch made`")]
    public void Line_breaks_control_characters_and_commands(string saying, params string[] arguments)
    {
        Refusal.IsRefused(folder.Path, 2, saying, arguments);
        Assert.False(File.Exists(folder["made"]));
    }

    [Theory]
    [InlineData(2, "LONG")]
    [InlineData(2, "--LONG")]
    [InlineData(2, "nodes LONG")]
    [InlineData(1, "dag LONG")]
    [InlineData(1, "replay -d x -p LONG")]
    [InlineData(2, "replay -p x -d y --threads LONG")]
    [InlineData(2, "replay -p x -d y --set engine.threads=LONG")]
    [InlineData(2, "replay -p x -d y --config LONG")]
    [InlineData(2, "completion LONG")]
    public void Arguments_of_100_KB(int code, string arguments)
    {
        // The tests hand one argument of at most 128 KB to the shell; it makes the long one itself.
        Ending run = PawlProgram.Shell(folder.Path, $"LONG=$(printf 'a%.0s' {{1..100000}}); pawl {arguments.Replace("LONG", "$LONG", StringComparison.Ordinal)}");
        Assert.Equal(code, run.Code);
        Assert.Single(run.ErrorLines);
        Assert.InRange(run.Error.Length, 10, 700);
        Assert.Contains("aaa", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../../../../../../../etc/passwd")]
    [InlineData("secret.txt")]
    [InlineData("secret")]
    public void A_file_that_is_no_configuration_is_not_shown(string path)
    {
        folder.Write("secret.txt", "root:x:0:0\ntoken: hunter2\n");
        folder.Write("secret", "root:x:0:0\ntoken: hunter2\n");
        Ending run = PawlProgram.Run(folder.Path, [.. Replay.Split(' '), "--config", path]);
        Assert.Equal(2, run.Code);
        Assert.Equal($"pawl: --config '{path}': not named .toml, .yaml, .yml or .json; give a file of settings\n", run.Error);
    }

    /// <summary>The library would read arguments from files named so, and tell what stands in them.</summary>
    [Fact]
    public void An_argument_with_an_at_sign_is_no_file()
    {
        folder.Write("secret", "hunter2\n");
        Refusal.IsRefused(folder.Path, 2, "unknown kind '@secret'", "nodes", "@secret");
    }

    [Theory]
    [InlineData("--from 9223372036854775808", "--from '9223372036854775808': write a time like")]
    [InlineData("--to -1", "--to '-1': write a time like")]
    [InlineData("--to 9999-12-31T00:00:00Z", "--to '9999-12-31T00:00:00Z': write a time like")]
    [InlineData("--from 2024-03-05T00:00:00Z --to 2024-03-04T00:00:00Z", "--from 2024-03-05T00:00:00Z is not before --to 2024-03-04T00:00:00Z")]
    [InlineData("--from 2024-03-05T00:00:00Z --to 2024-03-05T00:00:00Z", "nothing lies between them")]
    [InlineData("--format=xml", "--format 'xml': write jsonl or csv")]
    [InlineData("--threads 9223372036854775808", "--threads '9223372036854775808': write a whole number from 1 to 1024")]
    [InlineData("--set engine.password=hunter2", "unknown setting 'engine.password'")]
    public void Values_out_of_range(string arguments, string saying)
    {
        Refusal.IsRefused(folder.Path, 2, saying, [.. Replay.Split(' '), .. arguments.Split(' ')]);
        Assert.DoesNotContain("hunter2", PawlProgram.Run(folder.Path, [.. Replay.Split(' '), .. arguments.Split(' ')]).Error, StringComparison.Ordinal);
    }

    /// <summary>The library's own way to complete; it ended with a stack trace.</summary>
    [Fact]
    public void Directives_are_not_there() => Refusal.IsRefused(folder.Path, 2, "unknown command 'pawl --version '", "[suggest:15]", "pawl --version ");

    [Fact]
    public void A_path_that_begins_with_h_is_no_call_for_help() => Refusal.IsRefused(folder.Path, 1, "/h: no such file", "dag", "/h");
}
