namespace Pawl.Host.Configuration;

/// <summary>
/// The path of a file that a configuration file names: relative to that file, with '/' between folders, so that it means
/// the same on every machine. It may lead out of the folder by '..'; what it finds must be an ordinary file.
/// </summary>
internal static class BasePath
{
    /// <summary>The path as the program opens it; null, and what is wrong with it, where it is none.</summary>
    public static string? Resolve(string text, string ownPath, out string mistake)
    {
        var path = Path.Combine(Path.GetDirectoryName(ownPath) ?? "", text);
        mistake = text.Length == 0 || text.AsSpan().ContainsAny('\\', ':', '\0') || Path.IsPathRooted(text)
            ? "not a relative path; write it from the folder of this file, with '/' between folders"
            : Directory.Exists(path) ? "a folder; give the path of a pipeline file in it"
            : !File.Exists(path) ? "no such file; check the path, it is relative to the folder of this file"
            // Devices and pipes have no length; they are not opened, for that alone may take for ever.
            : Length(path) == 0 ? "empty, or not an ordinary file; give the path of a pipeline file"
            : "";
        return mistake.Length == 0 ? path : null;
    }

    private static long Length(string path)
    {
        try
        {
            return new FileInfo(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path).Length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
