using System.Text.RegularExpressions;
using System.Xml.Linq;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Architecture;

/// <summary>The tree is tidy: every project is in the solution, every package is used, every link leads somewhere.</summary>
public sealed partial class TreeTests
{
    /// <summary>Milliseconds that a pattern may take over one document.</summary>
    private const int Timeout = 10_000;

    private static readonly string[] NotOurs = ["artifacts", "bin", "obj", "node_modules"];

    [Fact]
    public void Every_project_is_in_the_solution_and_every_one_there_exists()
    {
        IEnumerable<string> listed = XDocument.Load(Repository.PathOf("Pawl.slnx")).Descendants("Project").Select(p => p.Attribute("Path")!.Value);
        Assert.Equal(Files("*.csproj").Select(Relative).Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_package_with_a_version_is_used_and_every_used_one_has_a_version()
    {
        IEnumerable<string> versions = Includes(Repository.PathOf("Directory.Packages.props"), "PackageVersion");
        IEnumerable<string> used = Files("*.csproj").Concat(Files("*.props")).Concat(Files("*.targets")).SelectMany(f => Includes(f, "PackageReference"));
        Assert.Equal(used.Distinct().Order(StringComparer.Ordinal), versions.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_project_refers_to_projects_that_exist()
    {
        foreach (string project in Files("*.csproj"))
        {
            foreach (string reference in Includes(project, "ProjectReference"))
            {
                Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(project)!, reference)), $"{Relative(project)} refers to {reference}");
            }
        }
    }

    [Fact]
    public void Every_relative_link_of_a_document_leads_to_a_file_and_a_heading()
    {
        List<string> broken = [];
        foreach (string document in Files("*.md"))
        {
            foreach (Match link in Link().Matches(WithoutCode(File.ReadAllText(document))))
            {
                string target = Uri.UnescapeDataString(link.Groups["target"].Value);
                if (target.Contains("://", StringComparison.Ordinal) || target.StartsWith("mailto:", StringComparison.Ordinal))
                {
                    continue;
                }

                string[] parts = target.Split('#', 2);
                string path = parts[0].Length == 0 ? document : Path.GetFullPath(parts[0], Path.GetDirectoryName(document)!);
                bool leads = parts.Length == 2 ? File.Exists(path) && Anchors(path).Contains(parts[1]) : File.Exists(path) || Directory.Exists(path);
                if (!leads || !path.StartsWith(Repository.Root, StringComparison.Ordinal))
                {
                    broken.Add($"{Relative(document)}: {target}");
                }
            }
        }

        Assert.Empty(broken);
    }

    private static List<string> Files(string pattern) => [.. Walk(new DirectoryInfo(Repository.Root), pattern)];

    private static IEnumerable<string> Walk(DirectoryInfo folder, string pattern) =>
        folder.GetFiles(pattern).Select(f => f.FullName)
            .Concat(folder.GetDirectories().Where(d => d.Name[0] != '.' && !NotOurs.Contains(d.Name)).SelectMany(d => Walk(d, pattern)));

    private static string Relative(string path) => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');

    private static IEnumerable<string> Includes(string file, string element) =>
        XDocument.Load(file).Descendants(element).Select(e => e.Attribute("Include")?.Value).OfType<string>();

    private static string WithoutCode(string markdown) => Code().Replace(markdown, "");

    /// <summary>The anchors of a document's headings, as GitHub makes them.</summary>
    private static HashSet<string> Anchors(string path)
    {
        HashSet<string> anchors = [];
        foreach (Match heading in Heading().Matches(Fence().Replace(File.ReadAllText(path), "")))
        {
            string name = NoAnchor().Replace(heading.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-');
            string anchor = name;
            for (int i = 1; !anchors.Add(anchor); i++)
            {
                anchor = $"{name}-{i}";
            }
        }

        return anchors;
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)(\s+""[^""]*"")?\)", RegexOptions.ExplicitCapture, Timeout)]
    private static partial Regex Link();

    [GeneratedRegex(@"```.*?```|`[^`\n]*`", RegexOptions.Singleline, Timeout)]
    private static partial Regex Code();

    [GeneratedRegex("```.*?```", RegexOptions.Singleline, Timeout)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^\#{1,6}\s+(?<text>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, Timeout)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N}\s_-]", RegexOptions.None, Timeout)]
    private static partial Regex NoAnchor();
}
