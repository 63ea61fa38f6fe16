using System.Text.Json;
using Pawl.Host.Configuration;
using Pawl.Types;

namespace Pawl.Host.Web.Rest;

/// <summary>Folders of back-tests below one folder. Only what lies directly in them is served, by its own name; nothing that leads elsewhere.</summary>
internal static class ReportFiles
{
    private const int MostFolders = 1_000;
    private const int LongestName = 128;
    private const long LargestFile = 64 << 20;

    /// <summary>The report is one page with its own scripts; shut into a sandbox they reach nothing of this server.</summary>
    private const string Sandbox = "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8", [".json"] = "application/json", [".csv"] = "text/csv; charset=utf-8", [".svg"] = "image/svg+xml", [".jsonl"] = "application/jsonl",
    };

    public static Reply List(string? root) => Reply.Page(json =>
    {
        foreach (DirectoryInfo folder in Folders(root))
        {
            json.WriteStartObject();
            json.WriteString("name", folder.Name);
            json.WriteString("started", new Timestamp((folder.LastWriteTimeUtc - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick).ToString());
            json.WritePropertyName("statistics");
            json.WriteRawValue(SummaryOf(folder));
            json.WriteStartArray("files");
            foreach (FileInfo file in folder.GetFiles().Where(f => Types.ContainsKey(f.Extension) && f.LinkTarget is null).OrderBy(f => f.Name, StringComparer.Ordinal))
            {
                json.WriteStringValue(file.Name);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
    });

    public static Reply Read(string? root, string name, string file)
    {
        if (!IsName(name) || !IsName(file) || Folders(root).FirstOrDefault(f => f.Name == name) is not { } folder
            || new FileInfo(Path.Combine(folder.FullName, file)) is not { Exists: true, LinkTarget: null } found || !Types.TryGetValue(found.Extension, out string? type))
        {
            throw new Problem(404, $"there is no file {Shown.Of(file)} of a report {Shown.Of(name)}; /api/v1/reports lists them");
        }

        return found.Length > LargestFile ? throw new Problem(413, $"{file} has more than {LargestFile >> 20} MB; read it from its folder")
            : new Reply(File.ReadAllBytes(found.FullName), type) { Policy = Sandbox };
    }

    private static IEnumerable<DirectoryInfo> Folders(string? root) => root is null || !Directory.Exists(root) ? [] : new DirectoryInfo(root).GetDirectories()
        .Where(d => d.LinkTarget is null && IsName(d.Name) && File.Exists(Path.Combine(d.FullName, "summary.json"))).OrderByDescending(d => d.LastWriteTimeUtc).Take(MostFolders);

    private static bool IsName(string name) => name.Length is > 0 and <= LongestName && name[0] != '.' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    private static string SummaryOf(DirectoryInfo folder)
    {
        try
        {
            using JsonDocument summary = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.FullName, "summary.json")));
            return summary.RootElement.GetRawText();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return "null";
        }
    }
}
