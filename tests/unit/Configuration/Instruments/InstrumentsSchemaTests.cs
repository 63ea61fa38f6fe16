using System.Globalization;
using System.Text.Json.Nodes;
using NJsonSchema;
using Pawl.Host.Configuration;
using Pawl.Host.Configuration.Instruments;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Configuration.Instruments;

/// <summary>The committed schema of instruments, checked by somebody else's validator.</summary>
public sealed class InstrumentsSchemaTests
{
    private static readonly string File = Repository.PathOf("config", "schemas", "instruments.schema.json");

    [Fact]
    public void The_committed_schema_is_that_of_the_code() => Assert.Null(GeneratedFile.Check(File, InstrumentsSchema.Write()));

    [Fact]
    public async Task The_shipped_file_is_valid()
    {
        JsonSchema schema = await Schema();
        Assert.Empty(schema.Validate(Json(System.IO.File.ReadAllText(Repository.PathOf("config", "instruments.yaml")))));
    }

    [Theory]
    [InlineData("calendars: {a: {zone: UTC, sessions: [{days: [mon-tue, sat], hours: [09:00-12:00, 13:00-24:00]}], special_sessions: {2026-01-01: {hours: []}}}}", true)]
    [InlineData("instruments: {ES: {tick_size: 0.25, continuous: {contracts: [{id: ESZ2026, expiry: 2026-12-18}], roll_days_before: 4}}}", true)]
    [InlineData("instruments: {ES: {candles: [1m]}, 'NSE:1': {candles: {from: bid}}}", true)]
    [InlineData("instruments: {ES: {tick: 0.25}}", false)]
    [InlineData("instruments: {ES: {tick_size: yes}}", false)]
    [InlineData("instruments: {ES: {hours: most}}", false)]
    [InlineData("instruments: {ES: {lateness: 2m}}", false)]
    [InlineData("instruments: {' ES': {}}", false)]
    [InlineData("calendars: {a: {sessions: [{days: mon, hours: 09:00-12:00}]}}", false)]
    [InlineData("calendars: {a: {zone: UTC, sessions: [{days: monday, hours: 09:00-12:00}]}}", false)]
    [InlineData("calendars: {a: {zone: UTC, sessions: [{days: mon, hours: 9-12}]}}", false)]
    [InlineData("calendars: {a: {zone: UTC, sessions: [{days: mon, hours: 09:00-12:00}], holidays: [soon]}}", false)]
    [InlineData("others: {NSE: nse}", false)]
    [InlineData("pipelines: {}", false)]
    public async Task It_accepts_and_refuses(string yaml, bool valid)
    {
        JsonSchema schema = await Schema();
        Assert.Equal(valid, schema.Validate(Json(yaml)).Count == 0);
    }

    private static Task<JsonSchema> Schema() => JsonSchema.FromJsonAsync(System.IO.File.ReadAllText(File), TestContext.Current.CancellationToken);

    private static string Json(string yaml)
    {
        ConfigNode? root = ConfigReader.Read("i.yaml", yaml, out var errors);
        Assert.Empty(errors);
        return ToJson(root!)!.ToJsonString();
    }

    /// <summary>As an editor sees it: what looks like a number and is not quoted is one.</summary>
    private static JsonNode? ToJson(ConfigNode node) => node switch
    {
        ConfigMapping map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, ToJson(entry.Value)))),
        ConfigSequence list => new JsonArray([.. list.Items.Select(ToJson)]),
        ConfigScalar { Quoted: false } scalar when decimal.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) => JsonValue.Create(number),
        ConfigScalar scalar => JsonValue.Create(scalar.Text),
        _ => null,
    };
}
