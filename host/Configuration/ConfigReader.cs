using Pawl.Engine;
using Pawl.Host.Configuration.Toml;

namespace Pawl.Host.Configuration;

/// <summary>
/// Reads a configuration file into nodes that know their places; the ending of its name says whether it is YAML or TOML.
/// Refuses what costs more than it says: large files, deep nesting, anchors and aliases, tags.
/// </summary>
public static class ConfigReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">Path of the file; it names the file in errors.</param>
    /// <param name="errors">All mistakes in the order of the file; empty when there are none.</param>
    /// <param name="limit">Bytes that the file may have.</param>
    /// <returns>The root; null when the file could not be read to its end.</returns>
    public static ConfigNode? Read(string path, out IReadOnlyList<Diagnostic> errors, int limit = ConfigLimits.Bytes)
    {
        var mistakes = new Mistakes(path);
        var root = Read(path, mistakes, limit);
        errors = mistakes.InOrder();
        return root;
    }

    /// <summary>Reads text that is at hand; <paramref name="fileName"/> names it in errors.</summary>
    public static ConfigNode? Read(string fileName, string text, out IReadOnlyList<Diagnostic> errors, int limit = ConfigLimits.Bytes)
    {
        var mistakes = new Mistakes(fileName);
        var root = ReadText(text, mistakes, limit);
        errors = mistakes.InOrder();
        return root;
    }

    internal static ConfigNode? Read(string path, Mistakes mistakes, int limit = ConfigLimits.Bytes) =>
        SyntaxOf(path, mistakes) is { } compose && ConfigText.Read(path, mistakes, limit) is { } text ? compose(text, mistakes) : null;

    internal static ConfigNode? ReadText(string text, Mistakes mistakes, int limit = ConfigLimits.Bytes) =>
        SyntaxOf(mistakes.File, mistakes) is { } compose && ConfigText.Check(text, mistakes, limit) is { } clean ? compose(clean, mistakes) : null;

    /// <summary>Whether the ending of a name says that it is a file of configuration.</summary>
    internal static bool IsNamedAsSuch(string path) => Path.GetExtension(path).ToUpperInvariant() is ".YAML" or ".YML" or ".JSON" or ".TOML";

    /// <summary>What has no ending at all, such as a pipe, is YAML.</summary>
    private static Func<string, Mistakes, ConfigNode?>? SyntaxOf(string path, Mistakes mistakes)
    {
        var ending = Path.GetExtension(path);
        switch (ending.ToUpperInvariant())
        {
            case "" or ".YAML" or ".YML" or ".JSON":
                return YamlComposer.Compose;
            case ".TOML":
                return TomlReader.Read;
            default:
                mistakes.Add($"ending {Shown.Of(ending)} is not known; name the file .yaml, .yml, .json or .toml, as it is written");
                return null;
        }
    }
}
