using System.Globalization;
using Pawl.Host.Configuration;

namespace Pawl.Host.Commands;

/// <summary>What the machine allows: memory, files, folders.</summary>
internal static class MachineChecks
{
    private const string Group = "machine";
    private const long Megabyte = 1024 * 1024;
    private const long LittleMemory = 256 * Megabyte;
    private const long LittleSpace = 1024 * Megabyte;
    private const long FewFiles = 1024;

    public static IEnumerable<Finding> All()
    {
        yield return Memory();
        yield return OpenFiles();
        yield return Folder("folder", "this folder", Environment.CurrentDirectory, "go where you may write, or give --out a folder that you own");
        yield return Folder("temporary", "temporary files", Path.GetTempPath(), "set TMPDIR to a folder that you may write to");
        yield return Home();
        yield return Graphviz();
    }

    private static Finding Memory()
    {
        long machine = NumberAfter("/proc/meminfo", "MemTotal:") * 1024;
        long allowed = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        string limit = machine > allowed + Megabyte ? $", of {Size(machine)}: limited by a cgroup or DOTNET_GCHeapHardLimit" : "";
        string text = FormattableString.Invariant($"{Size(allowed)} of memory{limit}; {Environment.ProcessorCount} processor{(Environment.ProcessorCount == 1 ? "" : "s")}");
        return allowed >= LittleMemory
            ? new Finding(Group, "memory", Health.Ok, text)
            : new Finding(Group, "memory", Health.Warning, text, $"allow {Size(LittleMemory)} or more, for large pipelines and many symbols");
    }

    private static Finding OpenFiles()
    {
        long files = NumberAfter("/proc/self/limits", "Max open files");
        return files == 0 ? new Finding(Group, "open_files", Health.Ok, "open files: no limit is known")
            : files >= FewFiles ? new Finding(Group, "open_files", Health.Ok, FormattableString.Invariant($"{files:N0} files may be open"))
            : new Finding(Group, "open_files", Health.Warning, FormattableString.Invariant($"only {files} files may be open; --format csv opens one for each node of each symbol"), "ulimit -n 4096");
    }

    private static Finding Folder(string check, string what, string path, string remedy)
    {
        string shown = Shown.Plain(path, 200);
        try
        {
            string probe = Path.Combine(path, $".pawl-doctor-{Environment.ProcessId}");
            using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
            }

            long free = new DriveInfo(path).AvailableFreeSpace;
            string text = $"{what}, {shown}: writable, {Size(free)} free";
            return free >= LittleSpace
                ? new Finding(Group, check, Health.Ok, text)
                : new Finding(Group, check, Health.Warning, text, "free some space, or write elsewhere");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Finding(Group, check, Health.Warning, $"{what}, {shown}: not writable", remedy);
        }
    }

    private static Finding Home()
    {
        string? home = Environment.GetEnvironmentVariable("HOME");
        return string.IsNullOrEmpty(home) ? new Finding(Group, "home", Health.Warning, "HOME is not set; running does not need it, building does", "export HOME=…")
            : Directory.Exists(home) ? new Finding(Group, "home", Health.Ok, $"HOME is {Shown.Plain(home, 200)}")
            : new Finding(Group, "home", Health.Warning, $"HOME is {Shown.Plain(home, 200)}, which does not exist; building needs it", "create it, or set HOME to a folder that exists");
    }

    private static Finding Graphviz()
    {
        string? found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Where(f => f.Length > 0).Select(f => Path.Combine(f, "dot")).FirstOrDefault(File.Exists);
        return new Finding(Group, "graphviz", Health.Ok, found is null ? "Graphviz: not installed; only drawings in DOT need it" : $"Graphviz: {Shown.Plain(found, 200)}");
    }

    /// <summary>The first number after a title in a file of the kernel; 0 where there is none.</summary>
    private static long NumberAfter(string path, string title)
    {
        try
        {
            string? line = File.ReadLines(path).FirstOrDefault(l => l.StartsWith(title, StringComparison.Ordinal));
            string[] words = line?[title.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
            return words.Length > 0 && long.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static string Size(long bytes) => bytes >= 1024 * Megabyte
        ? FormattableString.Invariant($"{bytes / (1024.0 * Megabyte):0.0} GB")
        : FormattableString.Invariant($"{bytes / Megabyte} MB");
}
