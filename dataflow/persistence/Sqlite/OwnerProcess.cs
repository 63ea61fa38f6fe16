using System.Diagnostics;
using System.Globalization;

namespace Pawl.Persistence.Sqlite;

/// <summary>
/// The process that writes a store. Its number alone would not do: numbers come again. The mark says when it began, in a way
/// that another process can read too.
/// </summary>
internal sealed record OwnerProcess(string Host, int Id, string Mark)
{
    public static OwnerProcess Current { get; } = new(Environment.MachineName, Environment.ProcessId, MarkOf(Environment.ProcessId) ?? "");

    /// <summary>Whether the process is still there. Of another machine nobody knows: the guard of every commit protects from it.</summary>
    public bool IsAlive => Host == Environment.MachineName && MarkOf(Id) == Mark;

    private static string? MarkOf(int id) => OperatingSystem.IsLinux() ? LinuxMark(id) : OtherMark(id);

    /// <summary>The boot and the tick of it at which the process began; null where it is gone or only waits to be buried.</summary>
    private static string? LinuxMark(int id)
    {
        try
        {
            // The name in brackets may hold anything; what follows it is numbers.
            string stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : $"{File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()} {fields[19]}";
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? OtherMark(int id)
    {
        try
        {
            using Process process = Process.GetProcessById(id);
            return process.StartTime.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
