using System.Text;
using NJsonSchema;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Types;

/// <summary>
/// The committed JSON Schemas, checked by somebody else's validator. NJsonSchema knows draft 4 and a part of later drafts;
/// what the schemas use (type, enum, pattern, required, items, uniqueItems, additionalProperties) means the same in 2020-12.
/// </summary>
public sealed class SchemaTests
{
    private static readonly string Folder = Repository.PathOf("types", "schemas");

    public static TheoryData<string> MessageNames => [.. MessageCatalogue.Messages().Select(schema => schema.Name)];

    [Fact]
    public void Committed_schemas_are_those_of_the_code()
    {
        Dictionary<string, string> expected = MessageCatalogue.Messages().ToDictionary(schema => FileName(schema.Name), JsonSchemaWriter.Write, StringComparer.Ordinal);
        expected.Add(FileName(RecordSchema.IndicatorName), JsonSchemaWriter.WriteIndicator());
        string[] problems = [.. expected.Select(file => GeneratedFile.Check(Path.Combine(Folder, file.Key), file.Value)).OfType<string>()];
        Assert.Empty(problems);
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), Directory.GetFiles(Folder).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(MessageNames))]
    public async Task Every_line_that_is_written_is_valid(string name)
    {
        RecordSchema schema = MessageCatalogue.Messages().Single(message => message.Name == name);
        JsonSchema validator = await Load(name);
        var random = new Random(1);
        byte[] record = new byte[schema.Size];
        for (int i = 0; i < 300; i++)
        {
            // This validator fails at whole numbers beyond 64 bits, which JSON allows.
            Records.Fill(schema, record, random, wide: false);
            Assert.Empty(validator.Validate(Line(schema, record)));
        }
    }

    [Fact]
    public async Task Every_field_but_the_optional_is_needed_and_typed()
    {
        foreach (RecordSchema schema in MessageCatalogue.Messages())
        {
            JsonSchema validator = await Load(schema.Name);
            byte[] record = new byte[schema.Size];
            Records.Fill(schema, record, new Random(2), wide: false);
            string line = Line(schema, record);
            foreach (RecordField field in schema.DataFields)
            {
                string renamed = line.Replace($"\"{field.Name}\":", $"\"_{field.Name}\":", StringComparison.Ordinal);
                Assert.Equal(field.IsOptional, validator.Validate(renamed).Count == 0);
                string wrong = line.Replace($"\"{field.Name}\":", $"\"{field.Name}\":{{}},\"_\":", StringComparison.Ordinal);
                Assert.True(validator.Validate(wrong).Count > 0, $"{schema.Name}.{field.Name}");
            }
        }
    }

    [Theory]
    [InlineData("\"symbol\":\"SPY\"", "\"symbol\":\" SPY\"")]
    [InlineData("08:00:00Z", "08:00:00")]
    [InlineData("\"timeframe\":\"1s\"", "\"timeframe\":\"1x\"")]
    [InlineData("\"type\":\"candle\"", "\"type\":\"tick\"")]
    [InlineData("\"version\":1", "\"version\":2")]
    [InlineData("\"id\":\"SPY:4:1\"", "\"id\":\"SPY\"")]
    [InlineData("\"confirmed\":true", "\"confirmed\":\"yes\"")]
    [InlineData("\"open\":167.41", "\"open\":null")]
    [InlineData("\"flags\":[]", "\"flags\":[\"odd\"]")]
    [InlineData("\"flags\":[]", "\"flags\":[\"partial\",\"partial\"]")]
    [InlineData("\"trades\":3", "\"trades\":3.5")]
    public async Task A_damaged_candle_is_invalid(string from, string to)
    {
        Candle candle = Records.Candle();
        string line = Line(RecordSchema.Of<Candle>(), Records.Bytes(candle));
        string damaged = line.Replace(from, to, StringComparison.Ordinal);
        Assert.False(line == damaged, from);
        JsonSchema validator = await Load("candle");
        Assert.Empty(validator.Validate(line));
        Assert.NotEmpty(validator.Validate(damaged));
    }

    [Fact]
    public async Task Indicators_share_a_schema_and_each_kind_has_its_own()
    {
        string line = Line(RecordSchema.Of<double>(), Records.Bytes(double.NaN));
        JsonSchema shared = await Load(RecordSchema.IndicatorName);
        JsonSchema own = await JsonSchema.FromJsonAsync(JsonSchemaWriter.Write(RecordSchema.Of<double>()), TestContext.Current.CancellationToken);
        Assert.Empty(shared.Validate(line));
        Assert.Empty(own.Validate(line));
        string other = line.Replace("\"value\"", "\"upper\"", StringComparison.Ordinal);
        Assert.Empty(shared.Validate(other));
        Assert.NotEmpty(own.Validate(other));
    }

    private static string FileName(string name) => name + ".schema.json";

    private static async Task<JsonSchema> Load(string name) =>
        await JsonSchema.FromJsonAsync(await File.ReadAllTextAsync(Path.Combine(Folder, FileName(name))));

    private static string Line(RecordSchema schema, ReadOnlySpan<byte> record)
    {
        var writer = new EnvelopeWriter("SPY", Symbol.Parse("SPY"), TimeFrame.Parse("1s"), "candle(1s)", schema);
        var buffer = new Utf8Buffer();
        writer.Write(buffer, Timestamp.Parse("2013-10-07T08:00:00Z"), record, 4, 1);
        return Encoding.UTF8.GetString(buffer.Written);
    }
}
