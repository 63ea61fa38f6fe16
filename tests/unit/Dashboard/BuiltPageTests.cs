using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Dashboard;

/// <summary>The page that is committed is the one that its sources make, is small, and fetches nothing from elsewhere.</summary>
public sealed partial class BuiltPageTests
{
    private const string Remedy = "the page is older than its sources: npm ci --prefix dashboard && npm run build --prefix dashboard";

    /// <summary>The first view: its scripts and styles, compressed.</summary>
    private const int MostBytes = 300_000;

    /// <summary>As <c>dashboard/stamp.ts</c> has them.</summary>
    private static readonly string[] Parts =
    [
        "dashboard/index.html", "dashboard/package-lock.json", "dashboard/public", "dashboard/src", "dashboard/svelte.config.js", "dashboard/vite.config.ts",
        "types/clients/pawl.ts",
    ];

    [Fact]
    public void It_is_built_from_the_sources_beside_it() => Assert.True(Stamp() == Built("stamp.txt").Trim(), Remedy);

    [Fact]
    public void The_first_view_is_small()
    {
        string[] files = [.. Assets().Matches(Built("index.html")).Select(m => m.Groups["file"].Value)];
        Assert.Contains(files, f => f.EndsWith(".js", StringComparison.Ordinal));
        Assert.Contains(files, f => f.EndsWith(".css", StringComparison.Ordinal));
        Assert.InRange(files.Sum(f => Compressed(Repository.PathOf("dashboard", "dist", "assets", f))), 10_000, MostBytes);
    }

    /// <summary>What the content security policy refuses would only fail in the browser.</summary>
    [Fact]
    public void The_page_has_no_script_and_no_style_inside_and_names_no_other_host()
    {
        string page = Built("index.html");
        Assert.DoesNotMatch(Inline(), page);
        Assert.DoesNotContain("://", page, StringComparison.Ordinal);
        foreach (string style in Directory.GetFiles(Repository.PathOf("dashboard", "dist", "assets"), "*.css"))
        {
            Assert.DoesNotContain("url(", File.ReadAllText(style), StringComparison.Ordinal);
            Assert.DoesNotContain("@import", File.ReadAllText(style), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_lock_file_names_no_registry() =>
        Assert.DoesNotContain("\"resolved\"", File.ReadAllText(Repository.PathOf("dashboard", "package-lock.json")), StringComparison.Ordinal);

    private static string Stamp()
    {
        IEnumerable<string> lines = Parts.SelectMany(Files).Order(StringComparer.Ordinal)
            .Select(f => $"{f} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Repository.PathOf(f))))}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))));
    }

    private static IEnumerable<string> Files(string part)
    {
        string path = Repository.PathOf(part);
        return !Directory.Exists(path) ? [part]
            : Directory.GetFiles(path, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Repository.Root, f).Replace('\\', '/'));
    }

    private static string Built(string file) => File.ReadAllText(Repository.PathOf("dashboard", "dist", file));

    private static long Compressed(string file)
    {
        using MemoryStream to = new();
        using (GZipStream zip = new(to, CompressionLevel.Optimal, leaveOpen: true))
        {
            zip.Write(File.ReadAllBytes(file));
        }

        return to.Length;
    }

    [GeneratedRegex("/assets/(?<file>[\\w.-]+)\"", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Assets();

    [GeneratedRegex("<style|\\son\\w+=|\\sstyle=|<script(?![^>]*\\ssrc=)", RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Inline();
}
