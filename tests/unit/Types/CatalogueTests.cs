using System.Text.Json;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Types;

/// <summary>The catalogue of messages, and what is generated from it and committed.</summary>
public sealed class CatalogueTests
{
    /// <summary>What the specification of messages asks for, group by group.</summary>
    [Fact]
    public void Every_type_is_there()
    {
        string[] expected =
        [
            "candle", "quote", "roll", "tick",
            "break_of_structure", "fair_value_gap", "liquidity_level", "order_block", "swing_point",
            "cumulative_delta", "delta_volume", "footprint", "imbalance", "volume_profile",
            "indicator",
            "position_update", "risk_metric", "state_transition", "trade_signal",
            "account_update", "fill", "order_request", "order_update",
            "control", "data_gap", "heartbeat", "late_tick", "lease_change", "node_error", "snapshot_taken",
        ];
        Assert.Superset(expected.ToHashSet(), MessageCatalogue.Types().Select(t => t.Name).ToHashSet());
    }

    [Fact]
    public void Every_type_says_what_it_is_about_and_where_it_goes()
    {
        Assert.All(MessageCatalogue.Types(), type =>
        {
            Assert.NotEqual(MessageGroup.None, type.Group);
            Assert.NotEmpty(type.Doc);
            Assert.Matches(@"^[a-z_]+(\.(\{[a-z]+\}|[a-z_]+))+$", type.Subject);
            Assert.All(type.Schema?.DataFields ?? [], field => Assert.True(field.Doc.Length > 0, $"{type.Name}.{field.Name}"));
        });
    }

    [Fact]
    public void Names_and_aliases_mean_one_type()
    {
        Assert.Equal("fair_value_gap", MessageCatalogue.Find("fvg")!.Name);
        Assert.Equal("indicator", MessageCatalogue.Find("indicator")!.Name);
        Assert.Null(MessageCatalogue.Find("nothing"));
        string[] names = [.. MessageCatalogue.Types().SelectMany(t => t.Aliases.Append(t.Name))];
        Assert.Equal(names.Distinct(), names);
    }

    [Fact]
    public void Committed_files_are_those_of_the_code() => Assert.Empty(((string?[])
    [
        GeneratedFile.Check(Repository.PathOf("config", "types_registry.yaml"), RegistryWriter.Write()),
        GeneratedFile.Check(Repository.PathOf("types", "clients", "pawl.ts"), TypeScriptWriter.Write()),
        GeneratedFile.Check(Repository.PathOf("types", "clients", "pawl.py"), PythonWriter.Write()),
        GeneratedFile.Check(Repository.PathOf("types", "clients", "pawl.rs"), RustWriter.Write()),
        GeneratedFile.Check(Repository.PathOf("types", "clients", "pawl.proto"), ProtoWriter.Write()),
        GeneratedFile.Check(Repository.PathOf("types", "asyncapi.json"), AsyncApiWriter.Write()),
    ]).OfType<string>());

    public static TheoryData<string> Earlier => [.. Directory.GetFiles(Repository.PathOf("types", "schemas", "earlier")).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    /// <summary>Who was written for an earlier schema understands what is written today, or its version says that he may not.</summary>
    [Theory]
    [MemberData(nameof(Earlier))]
    public void Messages_of_today_fit_earlier_schemas(string file)
    {
        using var earlier = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("types", "schemas", "earlier", file)));
        using var today = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("types", "schemas", file)));
        if (earlier.RootElement.GetProperty("$id").GetString() == today.RootElement.GetProperty("$id").GetString())
        {
            Assert.Empty(SchemaCompatibility.Breaks(earlier.RootElement, today.RootElement));
        }
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"number"}}}""", """{"type":"object","properties":{}}""", "/properties/a is gone")]
    [InlineData("""{"type":"number"}""", """{"type":["number","null"]}""", "/type may now be null")]
    [InlineData("""{"enum":["x"]}""", """{"enum":["x","y"]}""", "/enum may now be y")]
    [InlineData("""{"required":["a","b"]}""", """{"required":["a"]}""", "/required: b need not be there any more")]
    [InlineData("""{"pattern":"a"}""", """{"pattern":"b"}""", "/pattern differs")]
    [InlineData("""{"type":"array","items":{"type":"number"}}""", """{"type":"array","items":{"type":"string"}}""", "/items/type may now be string")]
    [InlineData("""{"type":"array","maxItems":4}""", """{"type":"array","maxItems":5}""", "/maxItems is larger")]
    [InlineData("""{"type":["number","null"],"required":[]}""", """{"type":"number","required":["a"]}""", "")]
    [InlineData("""{"type":"object","properties":{}}""", """{"type":"object","properties":{"b":{}}}""", "")]
    [InlineData("""{"uniqueItems":true,"items":{"enum":["x"]}}""", """{"uniqueItems":true,"items":{"enum":["x","y"]}}""", "")]
    public void What_breaks_a_reader_is_found(string earlier, string today, string expected)
    {
        using JsonDocument a = JsonDocument.Parse(earlier), b = JsonDocument.Parse(today);
        Assert.Equal(expected, string.Join("; ", SchemaCompatibility.Breaks(a.RootElement, b.RootElement)));
    }
}
