using System.Text.RegularExpressions;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Docs;

/// <summary>What the pages point at exists.</summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> Pages =>
    [
        .. Directory.GetFiles(Repository.Root, "*.md"),
        .. Directory.GetFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories),
    ];

    [Theory]
    [MemberData(nameof(Pages), DisableDiscoveryEnumeration = true)]
    public void Links_lead_somewhere(string page)
    {
        foreach (Match link in Links().Matches(File.ReadAllText(page)))
        {
            string target = Path.Combine(Path.GetDirectoryName(page)!, link.Groups["path"].Value);
            Assert.True(Path.Exists(target), $"{Path.GetRelativePath(Repository.Root, page)} points at {link.Groups["path"].Value}, which does not exist");
        }
    }

    [GeneratedRegex(@"\]\((?!https?:|#)(?<path>[^)#]+)", RegexOptions.None, 10_000)]
    private static partial Regex Links();
}
