using System.Globalization;
using Pawl.Engine;
using Pawl.Host.Configuration.Settings;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Configuration.Settings;

/// <summary>Secrets come from the environment or from files that it names, and are never printed.</summary>
public sealed class SecretTests : IDisposable
{
    private const string Hidden = "s3cr3t-value";

    private static readonly Setting<Secret> Key = new("broker", "key", SettingTypes.Secret, Secret.None, "The key of the account.");
    private static readonly Setting<bool> Other = new("broker", "keys", SettingTypes.Switch, false, "Something else.");
    private static readonly Setting[] Table = [Key, Other];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static (Secret Secret, string[] Errors) Read(params (string Name, string Value)[] environment) =>
        Read(new SettingSources { Environment = environment.ToDictionary(e => e.Name, e => e.Value, StringComparer.Ordinal) });

    private static (Secret Secret, string[] Errors) Read(SettingSources sources)
    {
        SettingValues values = SettingReader.Read(Table, sources, out IReadOnlyList<Diagnostic> errors);
        string[] lines = [.. errors.Select(e => e.ToString())];
        Assert.DoesNotContain(lines, line => line.Contains(Hidden, StringComparison.Ordinal));
        return (values.Get(Key), lines);
    }

    [Fact]
    public void From_the_environment()
    {
        (Secret secret, string[] errors) = Read(("PAWL__BROKER__KEY", Hidden));
        Assert.Empty(errors);
        Assert.Equal(Hidden, secret.Reveal());
        Assert.False(Read().Secret.IsGiven);
    }

    [Theory]
    [InlineData(Hidden)]
    [InlineData(" " + Hidden + "\r\n\n")]
    public void From_a_file_without_the_blanks_around_it(string text)
    {
        (Secret secret, string[] errors) = Read(("PAWL__BROKER__KEY_FILE", folder.Write("key", text)));
        Assert.Empty(errors);
        Assert.Equal(Hidden, secret.Reveal());
    }

    [Fact]
    public void It_is_never_printed()
    {
        Secret secret = Read(("PAWL__BROKER__KEY", Hidden)).Secret;
        Assert.Equal("***", secret.ToString());
        Assert.Equal("***", string.Create(CultureInfo.InvariantCulture, $"{secret}"));
        Assert.DoesNotContain(Hidden, System.Text.Json.JsonSerializer.Serialize(secret), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_settings_and_the_command_line_are_refused()
    {
        const string Remedy = "'broker.key' is a secret; give it in the environment variable PAWL__BROKER__KEY, or in a file that PAWL__BROKER__KEY_FILE names";
        string path = folder.Write("s.toml", $"[broker]\nkey = '{Hidden}'\n");
        (Secret secret, string[] errors) = Read(new SettingSources { File = path, Assignments = ["broker.key=" + Hidden, "broker.kee=" + Hidden, "broker.key_file=" + Hidden] });
        Assert.Equal([$"{path}:2:1: {Remedy}", "--set: " + Remedy, "--set: unknown setting 'broker.kee'; did you mean 'broker.keys'?", "--set: unknown setting 'broker.key_file'; did you mean 'broker.keys'?"], errors);
        Assert.False(secret.IsGiven);
    }

    [Fact]
    public void Files_that_hold_no_secret()
    {
        string path = folder["key"];
        Assert.Equal([$"PAWL__BROKER__KEY_FILE: {path}: no such file; check the path, it is relative to the current directory"], Read(("PAWL__BROKER__KEY_FILE", path)).Errors);
        folder.Write("key", " \n");
        Assert.Equal([$"PAWL__BROKER__KEY_FILE: {path}: holds nothing; write the secret into it"], Read(("PAWL__BROKER__KEY_FILE", path)).Errors);
        folder.Write("key", Hidden + new string('x', 64 * 1024));
        Assert.Equal([$"PAWL__BROKER__KEY_FILE: {path}: larger than 64 KB, the most that is read; check that it is the right file, or split it"], Read(("PAWL__BROKER__KEY_FILE", path)).Errors);
    }

    [Fact]
    public void Both_at_once_and_misspelt()
    {
        string path = folder.Write("key", Hidden);
        Assert.Equal(["PAWL__BROKER__KEY_FILE: PAWL__BROKER__KEY is set too; unset one of them"], Read(("PAWL__BROKER__KEY_FILE", path), ("PAWL__BROKER__KEY", Hidden)).Errors);
        Assert.Equal(["PAWL__BROKER__KEI: unknown setting; did you mean 'PAWL__BROKER__KEY'?"], Read(("PAWL__BROKER__KEI", Hidden)).Errors);
        Assert.Equal(["PAWL__BROKER__KEY_FIL: unknown setting; did you mean 'PAWL__BROKER__KEY_FILE'?"], Read(("PAWL__BROKER__KEY_FIL", path)).Errors);
    }

    [Fact]
    public void Schema_and_shipped_file_leave_it_out_and_the_page_names_it()
    {
        Assert.DoesNotContain("\"key\"", SettingSchema.Write(Table), StringComparison.Ordinal);
        Assert.DoesNotContain("key =", SettingPage.WriteFile(Table), StringComparison.Ordinal);
        Assert.Contains("| `broker.key` | a secret | none |", SettingPage.Write(Table), StringComparison.Ordinal);
    }
}
