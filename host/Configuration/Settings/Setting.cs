using System.Text.Json.Nodes;

namespace Pawl.Host.Configuration.Settings;

/// <summary>One setting: where it stands, what it may be, what it means. All else about it follows from here.</summary>
public abstract class Setting(string section, string key, string description)
{
    /// <summary>What the names of all environment variables that are settings begin with.</summary>
    public const string VariablePrefix = "PAWL__";

    /// <summary>What the name of a variable ends with whose value is the path of a file with a secret in it.</summary>
    public const string FileSuffix = "_FILE";

    public string Section { get; } = section;

    public string Key { get; } = key;

    public string Description { get; } = description;

    public string Name => $"{Section}.{Key}";

    /// <summary>The environment variable that overrides files.</summary>
    public string Variable => $"{VariablePrefix}{Section}__{Key}".ToUpperInvariant();

    /// <summary>Whether it comes only from the environment, or a file that the environment names, and is never printed.</summary>
    public abstract bool IsSecret { get; }

    /// <summary>Completes the sentence "must be".</summary>
    public abstract string Expected { get; }

    /// <summary>The default as it would be written in a file; null where it is not a fixed value.</summary>
    public abstract string? DefaultText { get; }

    /// <summary>What holds without it, for readers.</summary>
    public abstract string DefaultMeaning { get; }

    /// <summary>How TOML types it.</summary>
    public abstract ConfigScalarKind Kind { get; }

    /// <summary>A JSON Schema of its values.</summary>
    public abstract JsonObject Schema { get; }

    /// <summary>The value of a text; null where it is none.</summary>
    public abstract object? Parse(string text);
}

/// <param name="type">What values it may have.</param>
/// <param name="initial">The value without it.</param>
/// <param name="meaning">What the default means, where it depends on the machine.</param>
public sealed class Setting<T>(string section, string key, SettingType<T> type, T initial, string description, string? meaning = null)
    : Setting(section, key, description)
    where T : notnull
{
    public T Default => initial;

    public override bool IsSecret => typeof(T) == typeof(Secret);

    public override string Expected => type.Expected;

    public override string? DefaultText => meaning is not null || IsSecret ? null
        : type.Kind == ConfigScalarKind.Text ? $"\"{Plain}\""
        : Plain;

    public override string DefaultMeaning => meaning ?? (IsSecret ? "none" : $"`{Plain}`");

    public override ConfigScalarKind Kind => type.Kind;

    public override JsonObject Schema => (JsonObject)type.Schema.DeepClone();

    public override object? Parse(string text) => type.Parse(text);

    private string Plain => FormattableString.Invariant($"{initial}").ToLowerInvariant();
}
