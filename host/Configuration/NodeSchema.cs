using System.Text;
using System.Text.Json.Nodes;
using Pawl.Engine;
using Pawl.Scripting;
using static Pawl.Host.Configuration.PipelineSchema;

namespace Pawl.Host.Configuration;

/// <summary>The part of the schema that the kinds make: one alternative for each, with its inputs and parameters.</summary>
internal sealed class NodeSchema(IReadOnlyCollection<KindDescriptor> kinds)
{
    /// <summary>Text with a variable of a loop may stand for any value.</summary>
    private const string Variable = @"\$";

    public JsonObject Definitions()
    {
        var alternatives = new JsonArray([.. kinds.Select(kind => (JsonNode?)Reference("kind_" + kind.Name)), Reference("kind_lua"), Reference("kind_of_loop")]);
        var definitions = new JsonObject
        {
            ["node"] = new JsonObject { ["type"] = "object", ["required"] = new JsonArray("kind"), ["anyOf"] = alternatives },
            ["input"] = Described(
                "tick, quote, candle(5m), candle(5m).high, clock(1m), position, indicator(id) or indicator(id).field, with @SYMBOL for another symbol",
                Text("", $"{InputPattern()}|{Variable}")),
        };
        foreach (var kind in kinds)
            definitions["kind_" + kind.Name] = Kind(kind);
        definitions["kind_lua"] = new JsonObject
        {
            ["description"] = "a strategy in Lua: a file in the folder 'scripts' beside this one; parameters and inputs are those that it declares",
            ["type"] = "object",
            ["required"] = new JsonArray("kind", "script"),
            ["properties"] = new JsonObject
            {
                ["kind"] = Names([ScriptKind.Lua]),
                ["script"] = Text("the name of the file, without ending", $"^[a-z0-9_-]{{1,{ScriptFile.MaxNameLength}}}$|{Variable}"),
                ["inputs"] = new JsonObject { ["type"] = "object", ["additionalProperties"] = Reference("input") },
            },
        };
        definitions["kind_of_loop"] = new JsonObject { ["type"] = "object", ["required"] = new JsonArray("kind", "each"), ["properties"] = new JsonObject { ["kind"] = Text("", Variable) } };
        return definitions;
    }

    private static JsonObject Kind(KindDescriptor kind)
    {
        var properties = Properties(NodeShape.Settings, key => Setting(key, kind));
        foreach (var parameter in kind.Parameters)
            properties[parameter.Name] = Described($"{parameter.Doc}; default {parameter.Default}", Parameter(parameter));
        string[] sources = [.. kind.CandleSources];
        if (sources.Length > 0)
            properties["source"] = Described($"what to read from a candle; default {sources[0]}", OrVariable(Names(sources)));
        var schema = Map(kind.Summary, properties);
        schema["required"] = new JsonArray("kind", "inputs");
        return schema;
    }

    private static JsonObject Setting(string key, KindDescriptor kind) => key switch
    {
        "kind" => Described(kind.Summary, Names([kind.Name])),
        "inputs" => Inputs(kind),
        "trigger" => List("only these wake the node; without it every input does", Reference("input")),
        "publish" => Described("whether its outputs leave the engine; default true", OrVariable(new JsonObject { ["type"] = "boolean" })),
        "timeframe" => Text("the time frame its outputs bear; without it the smallest among its inputs", $"^[1-9][0-9]*[smhdwtvr]$|{Variable}"),
        "output_schema" => Described("the schema of its outputs, checked", OrVariable(Names([kind.Output.Name, $"{kind.Output.Name}:{kind.Output.Version}"]))),
        "each" => new JsonObject
        {
            ["description"] = "a loop: variables and their values; $name stands for a value in the id and in every value",
            ["type"] = "object",
            ["minProperties"] = 1,
            ["additionalProperties"] = false,
            ["patternProperties"] = new JsonObject
            {
                ["^[A-Za-z][A-Za-z0-9]*$"] = new JsonObject { ["type"] = "array", ["minItems"] = 1, ["uniqueItems"] = true, ["items"] = OfTypes("string", "number", "boolean") },
            },
        },
        _ => throw new InvalidOperationException($"the schema does not know the key '{key}' of nodes"),
    };

    private static JsonObject Inputs(KindDescriptor kind)
    {
        var named = Map("", Properties(kind.Inputs.Select(i => i.Name), name => With(Reference("input"), kind.Inputs.First(i => i.Name == name))));
        KindInput[] required = [.. kind.Inputs.Where(i => i.IsNeeded)];
        named["required"] = new JsonArray([.. required.Select(i => (JsonNode?)i.Name)]);
        var words = "what it reads: " + string.Join(", ", kind.Inputs.Select(i => $"{i.Name} ({i.TypeName}{(i.IsNeeded ? "" : ", may be left out")})"));
        if (required.Length > 2)
            return Described(words, named);
        var listed = List("", Reference("input"));
        listed["minItems"] = required.Length;
        if (kind.Inputs[0].Form != InputForm.Many)
            listed["maxItems"] = kind.Inputs.Length;
        return Described(words, new JsonObject { ["oneOf"] = new JsonArray { listed, named } });
    }

    private static JsonObject With(JsonObject schema, KindInput input) =>
        new() { ["description"] = input.Doc.Length > 0 ? $"{input.Doc} ({input.TypeName})" : input.TypeName, ["allOf"] = new JsonArray { schema } };

    private static JsonObject Parameter(KindParameter parameter)
    {
        if (parameter.Type.IsEnum)
            return OrVariable(Names([.. parameter.Values]));
        var isWhole = parameter.Type == typeof(int) || parameter.Type == typeof(long);
        return OrVariable(new JsonObject
        {
            ["type"] = isWhole ? "integer" : "number",
            ["minimum"] = JsonNode.Parse(parameter.Min),
            ["maximum"] = JsonNode.Parse(parameter.Max),
        });
    }

    private static JsonObject OrVariable(JsonObject schema) => new() { ["anyOf"] = new JsonArray { schema, Text("", Variable) } };

    private static JsonObject Names(string[] names) => new() { ["enum"] = new JsonArray([.. names.Select(n => (JsonNode?)n)]) };

    private static JsonObject Reference(string definition) => new() { ["$ref"] = "#/definitions/" + definition };

    /// <summary>How an input is written, in small letters or capitals.</summary>
    private static string InputPattern()
    {
        var field = @"(\.[A-Za-z0-9_]+)?";
        var frame = "[1-9][0-9]*[smhdw]";
        string Of(string head, string argument) => $@"({AnyCase(head)}(\( *{argument} *\)|: *{argument}))";
        return $@"^ *({AnyCase("tick")}|{AnyCase("quote")}|{AnyCase("position")}|{Of("candle", "[1-9][0-9]*[smhdwtvr]")}|{Of("clock", frame)}|{Of("indicator", "[A-Za-z0-9_-]+")}){field}(@[A-Za-z0-9][A-Za-z0-9._:/-]*)? *$";
    }

    private static string AnyCase(string word) =>
        word.Aggregate(new StringBuilder(), (all, c) => all.Append('[').Append(char.ToUpperInvariant(c)).Append(c).Append(']')).ToString();
}
