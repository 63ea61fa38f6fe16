using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pawl.Host.Configuration.Settings;

/// <summary>The JSON Schema of files of settings, for editors. Secrets are not in it, as they are not in files.</summary>
public static class SettingSchema
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema as text.</summary>
    public static string Write(IEnumerable<Setting> table)
    {
        var sections = new JsonObject();
        foreach (var settings in table.Where(setting => !setting.IsSecret).GroupBy(setting => setting.Section))
        {
            var keys = new JsonObject();
            foreach (var setting in settings)
                keys[setting.Key] = KeyOf(setting);
            sections[settings.Key] = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = keys };
        }
        var root = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["$id"] = "urn:pawl:schema:settings",
            ["title"] = "Pawl settings",
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = sections,
        };
        return root.ToJsonString(Layout) + "\n";
    }

    private static JsonObject KeyOf(Setting setting)
    {
        var schema = setting.Schema;
        schema["description"] = setting.Description;
        if (setting.DefaultText is { } text)
            schema["default"] = JsonNode.Parse(text);
        return schema;
    }
}
