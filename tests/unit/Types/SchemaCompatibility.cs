using System.Text.Json;

namespace Pawl.Tests.Unit.Types;

/// <summary>What a reader that was written for an earlier schema would stumble over. New fields and new flags it ignores.</summary>
internal static class SchemaCompatibility
{
    public static IEnumerable<string> Breaks(JsonElement earlier, JsonElement today, string path = "", bool isFlag = false)
    {
        foreach (JsonProperty old in earlier.EnumerateObject())
        {
            string at = $"{path}/{old.Name}";
            bool still = today.TryGetProperty(old.Name, out JsonElement now);
            IEnumerable<string> breaks = old.Name switch
            {
                "properties" => old.Value.EnumerateObject().SelectMany(p => still && now.TryGetProperty(p.Name, out JsonElement field)
                    ? Breaks(p.Value, field, $"{at}/{p.Name}")
                    : [$"{at}/{p.Name} is gone"]),
                "items" when still => Breaks(old.Value, now, at, earlier.TryGetProperty("uniqueItems", out _)),
                "type" when still => Words(now).Except(Words(old.Value)).Select(word => $"{at} may now be {word}"),
                "enum" when still && !isFlag => Words(now).Except(Words(old.Value)).Select(word => $"{at} may now be {word}"),
                "required" => Words(old.Value).Except(still ? Words(now) : []).Select(word => $"{at}: {word} need not be there any more"),
                "pattern" when !still || now.GetString() != old.Value.GetString() => [$"{at} differs"],
                "maxItems" when !still || now.GetInt32() > old.Value.GetInt32() => [$"{at} is larger"],
                _ => [],
            };
            foreach (string one in breaks)
            {
                yield return one;
            }
        }
    }

    private static IEnumerable<string> Words(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(v => v.ToString()) : [value.ToString()];
}
