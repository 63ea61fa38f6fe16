using System.Text.Json.Nodes;
using Pawl.Types;

namespace Pawl.Host.Configuration.Instruments;

/// <summary>The forms of values, as JSON Schema.</summary>
internal static class Forms
{
    private const string DatePattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
    private const string RangePattern = "^[0-9]{2}:[0-9]{2}(:[0-9]{2})?-[0-9]{2}:[0-9]{2}(:[0-9]{2})?$";
    private const string DaysPattern = "^(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?$";

    public static JsonObject Text(string pattern) =>
        pattern.Length == 0 ? new JsonObject { ["type"] = "string" } : new JsonObject { ["type"] = "string", ["pattern"] = pattern };

    public static JsonObject Date() => Text(DatePattern);

    public static JsonObject Range() => Text(RangePattern);

    public static JsonObject Hours() => OneOf(Range(), List(Range()));

    public static JsonObject Days() => OneOf(Text(DaysPattern), List(Text(DaysPattern)));

    public static JsonObject Year() => Number(TradingCalendar.FirstYear, TradingCalendar.LastYear);

    public static JsonObject Number(int least, int most) => new() { ["type"] = "integer", ["minimum"] = least, ["maximum"] = most };

    public static JsonObject Positive() => OneOf(new JsonObject { ["type"] = "number", ["minimum"] = 0 }, Text("^[0-9]+(\\.[0-9]{1,8})?$"));

    public static JsonObject Names(IEnumerable<string> names) => new() { ["enum"] = new JsonArray([.. names.Select(name => (JsonNode?)name)]) };

    public static JsonObject DateOrRule() => OneOf(Date(), Map(DateShape.Keys));

    public static JsonObject List(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    public static JsonObject ByName(string pattern, JsonObject values) => new()
    {
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["patternProperties"] = new JsonObject { [pattern] = values },
    };

    public static JsonObject ByDate(JsonObject values) => ByName(DatePattern, values);

    public static JsonObject OneOf(params JsonObject[] forms) => new() { ["oneOf"] = new JsonArray([.. forms]) };

    public static JsonObject Map(IReadOnlyList<Key> keys)
    {
        var properties = new JsonObject();
        foreach (var key in keys)
        {
            var form = key.Form();
            form.Insert(0, "description", key.Meaning);
            properties[key.Name] = form;
        }
        var map = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
        string[] required = [.. keys.Where(key => key.Required).Select(key => key.Name)];
        if (required.Length > 0)
            map["required"] = new JsonArray([.. required.Select(name => (JsonNode?)name)]);
        return map;
    }
}
