namespace Pawl.Host.Commands;

/// <summary>The folder <c>config</c>: the one in the current folder, else the one beside the program.</summary>
internal static class ConfigFolder
{
    /// <summary>The path of a file in it; null where it is in neither.</summary>
    public static string? Find(string name)
    {
        string here = Path.Combine("config", name);
        string beside = Path.Combine(AppContext.BaseDirectory, here);
        return File.Exists(here) ? here : File.Exists(beside) ? beside : null;
    }

    /// <summary>The files of one ending in a folder of it, those of the current folder before those of the same name beside the program. Links are left out.</summary>
    public static IReadOnlyList<string> Files(string folder, string pattern) =>
        [.. new[] { Path.Combine("config", folder), Path.Combine(AppContext.BaseDirectory, "config", folder) }
            .Where(Directory.Exists)
            .SelectMany(found => Directory.GetFiles(found, pattern).Order(StringComparer.Ordinal))
            .Where(file => new FileInfo(file).LinkTarget is null)
            .DistinctBy(Path.GetFileName)];
}
