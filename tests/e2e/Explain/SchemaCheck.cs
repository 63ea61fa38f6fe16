using System.Text.Json;

namespace Pawl.Tests.E2E.Explain;

/// <summary>As much of JSON Schema as the schemas of this repository use for what the program prints.</summary>
internal static class SchemaCheck
{
    /// <summary>What of a value a schema does not allow.</summary>
    public static IEnumerable<string> Mistakes(JsonElement value, JsonElement schema, JsonElement root, string path = "")
    {
        if (schema.TryGetProperty("$ref", out JsonElement reference))
        {
            schema = root.GetProperty("definitions").GetProperty(reference.GetString()!.Split('/')[^1]);
        }

        if (schema.TryGetProperty("type", out JsonElement type) && !TypesOf(type).Contains(TypeOf(value)) && !(TypeOf(value) == "integer" && TypesOf(type).Contains("number")))
        {
            yield return $"{path} is {TypeOf(value)}";
        }

        if (value.ValueKind == JsonValueKind.Object && schema.TryGetProperty("properties", out JsonElement properties))
        {
            foreach (JsonElement name in schema.GetProperty("required").EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)))
            {
                yield return $"{path} has no {name}";
            }

            foreach (JsonProperty field in value.EnumerateObject())
            {
                IEnumerable<string> mistakes = properties.TryGetProperty(field.Name, out JsonElement own) ? Mistakes(field.Value, own, root, $"{path}.{field.Name}") : [$"{path} has {field.Name}"];
                foreach (string mistake in mistakes)
                {
                    yield return mistake;
                }
            }
        }

        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out JsonElement items))
        {
            foreach (string mistake in value.EnumerateArray().SelectMany(item => Mistakes(item, items, root, path + "[]")))
            {
                yield return mistake;
            }
        }
    }

    private static IEnumerable<string> TypesOf(JsonElement type) => type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()!) : [type.GetString()!];

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        _ => value.ValueKind.ToString().ToLowerInvariant(),
    };
}
