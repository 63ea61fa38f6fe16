namespace Pawl.Tests.Support;

/// <summary>
/// A committed file that is generated from code. Normally it is compared; with the environment variable
/// <c>PAWL_REGENERATE=1</c> it is written instead.
/// </summary>
public static class GeneratedFile
{
    public static bool Regenerate => Environment.GetEnvironmentVariable("PAWL_REGENERATE") == "1";

    /// <summary>Null where the file is current or was just written, else one line that says what to do.</summary>
    public static string? Check(string path, string expected)
    {
        if (Regenerate)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (!File.Exists(path) || File.ReadAllText(path) != expected) File.WriteAllText(path, expected);
            return null;
        }

        string? actual = File.Exists(path) ? File.ReadAllText(path) : null;
        if (actual == expected) return null;
        string name = Path.GetRelativePath(Repository.Root, path);
        return $"{name} is {(actual is null ? "missing" : "out of date")}: run the tests once with PAWL_REGENERATE=1 and commit it";
    }
}
