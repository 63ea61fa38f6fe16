using Pawl.Host.Configuration;

namespace Pawl.Host.Commands;

/// <summary>A file or folder of <c>--out</c>: what hinders it is said with the path as it was written.</summary>
internal static class OutputArgument
{
    /// <summary>Refuses what cannot be a folder, and a second use of standard output.</summary>
    public static void Check(string? path, bool json)
    {
        if (path == "-" && json)
        {
            throw new UsageException("--out - and --json both write to standard output; choose one");
        }

        if (path is not (null or "-") && File.Exists(path))
        {
            throw new UsageException($"--out {Shown.Of(path)} is a file; give a folder");
        }
    }

    public static void Prepare(string path, Action<string> prepare)
    {
        try
        {
            prepare(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new FailureException($"--out {Shown.Of(path)}: {Reason(e)}");
        }
    }

    private static string Reason(Exception e) => e switch
    {
        UnauthorizedAccessException => "may not be written; choose another place, or change its permissions",
        DirectoryNotFoundException or FileNotFoundException => "the folder does not exist and cannot be made; choose another place",
        ArgumentException => "is not a path",
        PathTooLongException => "is too long for a path",
        _ => e.Message,
    };
}
