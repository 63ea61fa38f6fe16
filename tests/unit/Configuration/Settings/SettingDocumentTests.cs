using System.Text.RegularExpressions;
using NJsonSchema;
using Pawl.Engine;
using Pawl.Host.Configuration.Settings;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Configuration.Settings;

/// <summary>What is written from the table: the schema, the reference page, the file that comes with the program.</summary>
public sealed partial class SettingDocumentTests
{
    private static readonly string Shipped = Repository.PathOf("config", "pawl.toml");

    [Fact]
    public void Committed_documents_are_those_of_the_table() => Assert.Empty(((string?[])
    [
        GeneratedFile.Check(Repository.PathOf("config", "schemas", "settings.schema.json"), SettingSchema.Write(SettingTable.All)),
        GeneratedFile.Check(Repository.PathOf("docs", "reference", "configuration.md"), SettingPage.Write(SettingTable.All)),
        GeneratedFile.Check(Shipped, SettingPage.WriteFile(SettingTable.All)),
    ]).OfType<string>());

    [Fact]
    public void Names_are_plain_and_stand_once()
    {
        Assert.All(SettingTable.All, setting => Assert.Matches("^[a-z][a-z_]*[.][a-z][a-z_]*$", setting.Name));
        Assert.Equal(SettingTable.All.Count, SettingTable.All.Select(setting => setting.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(SettingTable.All, setting => Assert.False(setting.Key.EndsWith("_file", StringComparison.Ordinal)));
    }

    /// <summary>The shipped file with its settings switched on: the program takes each, and its defaults are those of the table.</summary>
    [Fact]
    public void The_shipped_file_can_be_uncommented()
    {
        string text = Commented().Replace(File.ReadAllText(Shipped), "${setting}");
        Assert.Contains("\nformat = \"jsonl\"\n", text, StringComparison.Ordinal);
        using TemporaryFolder folder = new();
        SettingValues values = SettingReader.Read(SettingTable.All, new() { File = folder.Write("pawl.toml", text) }, out IReadOnlyList<Diagnostic> errors);
        Assert.Empty(errors);
        Assert.Equal(SettingTable.Format.Default, values.Get(SettingTable.Format));
        Assert.Equal(SettingTable.Progress.Default, values.Get(SettingTable.Progress));
    }

    [Theory]
    [InlineData("{}", true)]
    [InlineData("{\"engine\": {\"threads\": 1024}, \"replay\": {\"format\": \"csv\"}, \"terminal\": {\"progress\": false}}", true)]
    [InlineData("{\"engine\": {\"threads\": 0}}", false)]
    [InlineData("{\"engine\": {\"threads\": \"4\"}}", false)]
    [InlineData("{\"engine\": {\"thread\": 4}}", false)]
    [InlineData("{\"engin\": {}}", false)]
    [InlineData("{\"engine\": 4}", false)]
    [InlineData("{\"replay\": {\"format\": \"xml\"}}", false)]
    [InlineData("{\"terminal\": {\"progress\": 1}}", false)]
    public async Task The_schema_takes_what_the_program_takes(string json, bool isValid)
    {
        JsonSchema schema = await JsonSchema.FromJsonAsync(SettingSchema.Write(SettingTable.All), TestContext.Current.CancellationToken);
        using TemporaryFolder folder = new();
        SettingReader.Read(SettingTable.All, new() { File = folder.Write("s.json", json) }, out IReadOnlyList<Diagnostic> errors);
        Assert.Equal(isValid, schema.Validate(json).Count == 0);
        Assert.Equal(isValid, errors.Count == 0);
    }

    [GeneratedRegex("^# (?<setting>[a-z_]+ = [^…\n]+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Commented();
}
