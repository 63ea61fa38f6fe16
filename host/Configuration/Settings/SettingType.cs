using System.Globalization;
using System.Text.Json.Nodes;

namespace Pawl.Host.Configuration.Settings;

/// <summary>What values a setting may have.</summary>
/// <param name="Expected">Completes the sentence "must be".</param>
/// <param name="Kind">How TOML types it.</param>
/// <param name="Parse">The value of a text; null where it is none.</param>
public sealed record SettingType<T>(string Expected, ConfigScalarKind Kind, JsonObject Schema, Func<string, object?> Parse)
    where T : notnull;

/// <summary>The types that settings have.</summary>
public static class SettingTypes
{
    public static SettingType<bool> Switch { get; } = new(
        "true or false",
        ConfigScalarKind.Boolean,
        new JsonObject { ["type"] = "boolean" },
        text => text is "true" ? true : text is "false" ? false : null);

    public static SettingType<string> Path { get; } = new(
        "a path",
        ConfigScalarKind.Text,
        new JsonObject { ["type"] = "string", ["minLength"] = 1 },
        text => text.Length > 0 ? text : null);

    /// <summary>Words with commas between them, as one text.</summary>
    public static SettingType<string> Words { get; } = new(
        "words with commas between them",
        ConfigScalarKind.Text,
        new JsonObject { ["type"] = "string" },
        text => text.Split(',').All(word => word.Trim().Length > 0) ? text : null);

    public static SettingType<Secret> Secret { get; } = new("a secret", ConfigScalarKind.Text, [], text => new Secret(text));

    public static SettingType<int> WholeNumber(int min, int max) => new(
        string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max}"),
        ConfigScalarKind.Integer,
        new JsonObject { ["type"] = "integer", ["minimum"] = min, ["maximum"] = max },
        text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max ? number : null);

    /// <summary>One of the names of <typeparamref name="T"/>, in lower case.</summary>
    public static SettingType<T> Choice<T>()
        where T : struct, Enum
    {
        var words = typeof(T).GetEnumNames().Select(name => name.ToLowerInvariant()).ToArray();
        return new SettingType<T>(
            $"{string.Join(", ", words[..^1])} or {words[^1]}",
            ConfigScalarKind.Text,
            new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. words.Select(word => JsonValue.Create(word))]) },
            text => Array.IndexOf(words, text) is >= 0 and var index ? Enum.GetValues<T>()[index] : null);
    }
}
