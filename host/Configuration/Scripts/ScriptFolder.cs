using System.Globalization;
using Pawl.Scripting;

namespace Pawl.Host.Configuration;

/// <summary>Where the scripts of a pipeline lie: in the folder <c>scripts</c> beside its file. A name leads nowhere else.</summary>
public static class ScriptFolder
{
    public const string Name = "scripts";

    /// <summary>The folder of the scripts of a pipeline.</summary>
    public static string Of(string pipelinePath) => Path.Combine(Path.GetDirectoryName(pipelinePath) ?? "", Name);

    /// <summary>The path of a script as it is shown.</summary>
    public static string PathOf(string script, string folder) => Path.Combine(folder, script + ScriptFile.Ending);

    /// <summary>Where versions are kept that a run has followed, so that its log can be replayed.</summary>
    private const string Versions = ".versions";

    /// <summary>Keeps a version.</summary>
    /// <param name="file">The version.</param>
    /// <param name="path">The path of the script.</param>
    /// <returns>What is wrong where it cannot be kept; else null.</returns>
    public static string? Keep(ScriptFile file, string path)
    {
        string kept = VersionPath(file.Name, file.Version, path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
            if (!File.Exists(kept))
            {
                File.WriteAllBytes(kept, [.. file.Source]);
            }

            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{Shown.Plain(kept, 200)} cannot be written, and a log that follows a script needs it again; {Shown.Plain(e.Message, 200)}";
        }
    }

    /// <summary>A version that was kept; null where it is not there, or is another one.</summary>
    public static ScriptFile? Find(string script, long version, string path)
    {
        string kept = VersionPath(script, version, path);
        return File.Exists(kept) && new FileInfo(kept).Length <= ScriptLimits.FileBytes && new ScriptFile(script, [.. File.ReadAllBytes(kept)]) is var file && file.Version == version ? file : null;
    }

    private static string VersionPath(string script, long version, string path) =>
        Path.Combine(Path.GetDirectoryName(path) ?? "", Versions, FormattableString.Invariant($"{script}-{version:x16}{ScriptFile.Ending}"));

    /// <summary>Reads a script; null, and what is wrong, where it cannot be.</summary>
    public static ScriptFile? Read(string script, string folder, out string mistake)
    {
        if (!ScriptFile.IsName(script))
        {
            mistake = $"{Shown.Of(script)} cannot name a script; use 1 to {ScriptFile.MaxNameLength} small letters, digits, _ and -, without ending";
            return null;
        }

        return ReadFile(PathOf(script, folder), out mistake);
    }

    /// <summary>A script together with its version, as a stored pipeline names it.</summary>
    public static string NameWithVersion(ScriptFile file) => FormattableString.Invariant($"{file.Name}@{file.Version:x16}");

    /// <summary>Reads a version that was kept.</summary>
    /// <param name="named">As <see cref="NameWithVersion"/> names it.</param>
    public static ScriptFile? ReadVersion(string named, string folder, out string mistake)
    {
        mistake = "";
        if (named.Split('@') is [var script, var version] && ScriptFile.IsName(script)
            && long.TryParse(version, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long number)
            && Find(script, number, PathOf(script, folder)) is { } file)
        {
            return file;
        }

        mistake = $"{Shown.Of(named)} is not among the versions that are kept in {Shown.Plain(folder, 200)}";
        return null;
    }

    /// <summary>The same for a path of one's own.</summary>
    public static ScriptFile? ReadFile(string path, out string mistake)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        try
        {
            FileInfo file = new(path);
            mistake = !ScriptFile.IsName(name) ? $"{Shown.Of(name)} cannot name a script; use 1 to {ScriptFile.MaxNameLength} small letters, digits, _ and -"
                : !file.Exists ? $"there is no file {Shown.Plain(path, 200)}; write it, or check the name"
                : file.LinkTarget is not null || file.Directory?.LinkTarget is not null ? $"{Shown.Plain(path, 200)} is a link; put the file itself there"
                : file.Length is 0 or > ScriptLimits.FileBytes ? $"{Shown.Plain(path, 200)} has {file.Length} bytes; a script has 1 to {ScriptLimits.FileBytes}"
                : "";
            return mistake.Length == 0 ? new ScriptFile(name, [.. File.ReadAllBytes(path)]) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            mistake = $"{Shown.Plain(path, 200)} cannot be read; {Shown.Plain(e.Message, 200)}";
            return null;
        }
    }
}
