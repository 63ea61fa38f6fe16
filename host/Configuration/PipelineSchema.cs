using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pawl.Engine;
using Pawl.Host.Configuration.Instruments;

namespace Pawl.Host.Configuration;

/// <summary>
/// The JSON Schema of pipeline files, for editors: from the keys that the shapes read and from the kinds that are
/// registered. It says less than the program (what an input refers to, how parameters agree), and nothing else.
/// </summary>
public static class PipelineSchema
{
    private const string TimeFrame = "^[1-9][0-9]*[smhdw]$";

    /// <summary>Of time, trades, volume or range.</summary>
    private const string CandleFrame = "^[1-9][0-9]*[smhdwtvr]$";

    private const string Symbol = "^[A-Za-z0-9][A-Za-z0-9._:/-]*$";

    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema as text.</summary>
    public static string Write(IReadOnlyCollection<KindDescriptor> kinds)
    {
        var root = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["$id"] = "urn:pawl:schema:pipeline",
            ["title"] = "Pawl pipeline",
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["anyOf"] = new JsonArray { Required("nodes"), Required("candles"), Required("extends") },
            ["properties"] = Properties(PipelineSource.Keys, Section),
            ["definitions"] = new NodeSchema(kinds).Definitions(),
        };
        return root.ToJsonString(Layout) + "\n";
    }

    private static JsonObject Section(string key) => key switch
    {
        "pipeline" => Text("the pipeline's name; without it the file's name", "^[A-Za-z0-9_-]{1,64}$"),
        "extends" => new JsonObject
        {
            ["description"] = "a pipeline file, or several, that this one changes; relative to this file",
            ["oneOf"] = new JsonArray { Text("", @"^[^/\\:][^\\:]*$"), List("", Text("", @"^[^/\\:][^\\:]*$")) },
        },
        "symbols" => OrNull(List("the symbols it is for; without it every symbol of the data", Text("", Symbol))),
        "instrument" => Described(
            "the instrument of config/instruments.yaml whose calendar, hours and rules candles follow, or a map from symbols to theirs",
            Forms.OneOf(new JsonObject { ["type"] = new JsonArray("string", "null"), ["pattern"] = Symbol }, new JsonObject
            {
                ["type"] = "object",
                ["propertyNames"] = Text("", Symbol),
                ["additionalProperties"] = Text("", Symbol),
            })),
        "candles" => Described(
            "time frames whose candles are published, what all candles are made of, and what they say",
            Forms.OneOf(OrNull(List("", Text("", CandleFrame))), Map("", new JsonObject
            {
                ["frames"] = List("time frames whose candles are published", Text("", CandleFrame)),
                ["from"] = Forms.Names(InstrumentKeys.Sources.Words),
                ["flow"] = new JsonObject { ["description"] = "whether candles say bought, sold and neutral volume, notional and mean price", ["type"] = "boolean" },
            }))),
        "csv" => OrNull(Map("how CSV files are read", Properties(CsvShape.Keys, CsvKey))),
        "nodes" => new JsonObject
        {
            ["description"] = "nodes by their ids; null removes one that is extended",
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["patternProperties"] = new JsonObject
            {
                ["^[A-Za-z0-9_$-]+$"] = new JsonObject { ["oneOf"] = new JsonArray { new JsonObject { ["$ref"] = "#/definitions/node" }, new JsonObject { ["type"] = "null" } } },
            },
        },
        _ => throw new InvalidOperationException($"the schema does not know the key '{key}'"),
    };

    private static JsonObject CsvKey(string key) => key switch
    {
        "columns" => Map("Pawl's names of columns, and those in the file; \"\" leaves one unread", Properties(CsvShape.Columns, _ => Text("", ""))),
        "zone" => Text("offset of times that are written without one", "^(UTC|Z|[+-][0-9]{2}:[0-9]{2})$"),
        "where" => new JsonObject { ["description"] = "only rows with these values are read", ["type"] = "object", ["additionalProperties"] = OfTypes("string", "number", "boolean") },
        "timeframe" => Text("time frame of candles in a file that does not say it", TimeFrame),
        _ => throw new InvalidOperationException($"the schema does not know the key 'csv: {key}'"),
    };

    internal static JsonObject Properties(IEnumerable<string> keys, Func<string, JsonObject> of) =>
        new(keys.Select(key => KeyValuePair.Create(key, (JsonNode?)of(key))));

    internal static JsonObject Text(string description, string pattern)
    {
        var text = new JsonObject { ["type"] = "string" };
        if (pattern.Length > 0)
            text["pattern"] = pattern;
        return Described(description, text);
    }

    internal static JsonObject List(string description, JsonObject items) =>
        Described(description, new JsonObject { ["type"] = "array", ["items"] = items });

    internal static JsonObject Map(string description, JsonObject properties) =>
        Described(description, new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties });

    internal static JsonObject OfTypes(params string[] types) => new() { ["type"] = new JsonArray([.. types.Select(t => (JsonNode?)t)]) };

    internal static JsonObject Required(params string[] keys) => new() { ["required"] = new JsonArray([.. keys.Select(k => (JsonNode?)k)]) };

    internal static JsonObject Described(string description, JsonObject schema)
    {
        if (description.Length > 0)
            schema.Insert(0, "description", description);
        return schema;
    }

    private static JsonObject OrNull(JsonObject schema)
    {
        schema["type"] = new JsonArray(schema["type"]!.DeepClone(), "null");
        return schema;
    }
}
