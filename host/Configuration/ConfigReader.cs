using Pawl.Engine;

namespace Pawl.Host.Configuration;

/// <summary>
/// Reads a configuration file into nodes that know their places. Refuses what costs more than it says: large files,
/// deep nesting, anchors and aliases, tags.
/// </summary>
public static class ConfigReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">Path of the file; it names the file in errors.</param>
    /// <param name="errors">All mistakes in the order of the file; empty when there are none.</param>
    /// <returns>The root; null when the file could not be read to its end.</returns>
    public static ConfigNode? Read(string path, out IReadOnlyList<Diagnostic> errors)
    {
        var mistakes = new Mistakes(path);
        var root = Read(path, mistakes);
        errors = mistakes.InOrder();
        return root;
    }

    /// <summary>Reads text that is at hand; <paramref name="fileName"/> names it in errors.</summary>
    public static ConfigNode? Read(string fileName, string text, out IReadOnlyList<Diagnostic> errors)
    {
        var mistakes = new Mistakes(fileName);
        var root = ReadText(text, mistakes);
        errors = mistakes.InOrder();
        return root;
    }

    internal static ConfigNode? Read(string path, Mistakes mistakes) =>
        ConfigText.Read(path, mistakes) is { } text ? YamlComposer.Compose(text, mistakes) : null;

    internal static ConfigNode? ReadText(string text, Mistakes mistakes) =>
        ConfigText.Check(text, mistakes) is { } clean ? YamlComposer.Compose(clean, mistakes) : null;
}
