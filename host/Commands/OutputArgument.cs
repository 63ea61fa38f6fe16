using Pawl.Host.Configuration;

namespace Pawl.Host.Commands;

/// <summary>A file or folder of <c>--out</c>: what hinders it is said with the path as it was written.</summary>
internal static class OutputArgument
{
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
