using System.Text.Json.Nodes;
using Pawl.Engine;
using Pawl.Host.Configuration.Instruments;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Configuration.Instruments;

/// <summary>The reference names every key, and its examples are without mistakes.</summary>
public sealed class InstrumentDocumentationTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "reference", "instruments.md"));

    [Fact]
    public void Every_key_is_described()
    {
        string[] rows = [.. Page.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('|')[1])];
        string[] contract = ["`id`", "`expiry`", "`roll`"];
        Assert.All(SchemaKeys(), key => Assert.True(
            rows.Any(row => row.Contains($"`{key}`", StringComparison.Ordinal)) || contract.Contains($"`{key}`"), $"'{key}' has no row in docs/reference/instruments.md"));
    }

    [Fact]
    public void Examples_are_without_mistakes()
    {
        string[] examples = [.. Page.Split("```").Where(part => part.StartsWith("yaml\n", StringComparison.Ordinal)).Select(part => part[5..])];
        Assert.Equal(3, examples.Length);
        foreach (string example in examples)
        {
            Assert.NotNull(InstrumentsFile.Read("example.yaml", example, out IReadOnlyList<Diagnostic> errors));
            Assert.Empty(errors);
        }
    }

    /// <summary>The calendars that come with the program are listed with the years that they cover.</summary>
    [Fact]
    public void Covered_years_are_those_of_the_file()
    {
        InstrumentsFile file = InstrumentsFile.Read(Repository.PathOf("config", "instruments.yaml"), out _)!;
        Assert.All(file.Calendars.Values.Where(calendar => calendar.CoversFrom > TradingCalendar.FirstYear), calendar =>
            Assert.Contains($"| `{calendar.Name}` | {calendar.CoversFrom}–{calendar.CoversTo} |", Page, StringComparison.Ordinal));
    }

    /// <summary>All names of properties in the schema, which is made from the keys that are read.</summary>
    private static HashSet<string> SchemaKeys()
    {
        HashSet<string> keys = [];
        void Walk(JsonNode? node)
        {
            if (node is JsonArray list)
            {
                foreach (JsonNode? item in list) Walk(item);
            }
            else if (node is JsonObject map)
            {
                foreach ((string name, JsonNode? value) in map)
                {
                    if (name == "properties") keys.UnionWith(value!.AsObject().Select(pair => pair.Key));
                    Walk(value);
                }
            }
        }

        Walk(JsonNode.Parse(InstrumentsSchema.Write()));
        return keys;
    }
}
