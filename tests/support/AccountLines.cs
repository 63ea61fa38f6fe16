using System.Text.Json;
using System.Text.RegularExpressions;

namespace Pawl.Tests.Support;

/// <summary>The messages of an account's log, as one can compare those of two runs: ids of orders hang on the tag of the account, which is random.</summary>
public static partial class AccountLines
{
    /// <summary>The lines, with ids of orders numbered in the order in which they come up, and without the name of the account.</summary>
    public static string[] Neutral(string file, string account) => Neutral(File.ReadAllLines(file).Select(line =>
        line.Replace($"\"{account}\"", "\"account\"", StringComparison.Ordinal).Replace($"\"{account}:", "\"account:", StringComparison.Ordinal)));

    /// <summary>Texts with ids of orders numbered in the order in which they come up.</summary>
    public static string[] Neutral(IEnumerable<string> texts)
    {
        Dictionary<string, string> ids = new(StringComparer.Ordinal);
        return
        [
            .. texts.Select(text => OrderId().Replace(text, match =>
            {
                ids.TryAdd(match.Value, $"order{ids.Count}");
                return ids[match.Value];
            })),
        ];
    }

    /// <summary>Where an entry was sent: the lines of orders that are placed and may make a position larger.</summary>
    public static int[] Entries(string[] lines) =>
        [.. Enumerable.Range(0, lines.Length).Where(i => lines[i].Contains("\"type\":\"order_request\"", StringComparison.Ordinal) && IsEntry(lines[i]))];

    public static int Count(string[] lines, string type) => lines.Count(l => l.Contains($"\"type\":\"{type}\"", StringComparison.Ordinal));

    private static bool IsEntry(string line)
    {
        using JsonDocument json = JsonDocument.Parse(line);
        JsonElement data = json.RootElement.GetProperty("data");
        return data.GetProperty("action").GetString() == "place" && !data.GetProperty("flags").GetRawText().Contains("reduce_only", StringComparison.Ordinal);
    }

    [GeneratedRegex("pwl[a-z2-7]{16}", RegexOptions.None, 10_000)]
    private static partial Regex OrderId();
}
