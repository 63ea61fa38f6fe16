using System.Runtime.Loader;
using Pawl.Host.Commands;

namespace Pawl.Host.Web;

/// <summary>
/// Lets the program find ASP.NET Core once something is served. A program that names it at its start looks for it, and for each of its
/// libraries, at every start; most commands serve nothing, so that the program names .NET alone. Nothing of ASP.NET Core may
/// be touched before <see cref="Load"/>.
/// </summary>
internal static class AspNetFramework
{
    private const string Name = "Microsoft.AspNetCore.App";

    private static string? folder;

    /// <exception cref="FailureException">It is not installed.</exception>
    public static void Load()
    {
        if (folder is not null)
        {
            return;
        }

        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        folder = Newest(Path.Combine(runtime, "..", "..", Name)) ?? throw new FailureException(
            $"ASP.NET Core {Environment.Version.Major}.{Environment.Version.Minor} is not installed beside .NET {Environment.Version}, and serving needs it; install aspnetcore-runtime-{Environment.Version.Major}.{Environment.Version.Minor} (or the .NET SDK)");
        AssemblyLoadContext.Default.Resolving += static (context, wanted) =>
            Path.Combine(folder!, wanted.Name + ".dll") is var path && File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
    }

    /// <summary>The folder of the newest version that belongs to this .NET.</summary>
    private static string? Newest(string all) => !Directory.Exists(all) ? null : Directory.GetDirectories(all)
        .Select(path => (Path: Path.GetFullPath(path), Version: Version.TryParse(Path.GetFileName(path), out Version? version) ? version : null))
        .Where(f => f.Version is { } v && v.Major == Environment.Version.Major && v.Minor == Environment.Version.Minor)
        .MaxBy(f => f.Version).Path;
}
