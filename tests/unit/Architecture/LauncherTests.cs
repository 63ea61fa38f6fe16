using System.Text.RegularExpressions;
using System.Xml.Linq;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Architecture;

/// <summary>What <c>./pawl</c> looks at before it starts a program that may be older than its sources.</summary>
public sealed class LauncherTests
{
    [Fact]
    public void It_watches_every_folder_that_the_program_is_built_from()
    {
        string watched = Regex.Match(File.ReadAllText(Path.Combine(Repository.Root, "pawl")), @"find (?<rooms>[^\\]*) Directory\.\*", RegexOptions.None, TimeSpan.FromSeconds(10)).Groups["rooms"].Value;
        string[] rooms = watched.Split(' ');
        HashSet<string> projects = [];
        Collect(Path.Combine(Repository.Root, "host", "Pawl.Host.csproj"), projects);
        IEnumerable<string> missed = projects
            .Select(p => Path.GetRelativePath(Repository.Root, p).Split('/')[0])
            .Except(rooms, StringComparer.Ordinal);
        Assert.True(projects.Count > 5 && !missed.Any(), $"a change in {string.Join(", ", missed)} would not be seen");
    }

    private static void Collect(string project, HashSet<string> into)
    {
        if (into.Add(project))
        {
            foreach (XElement reference in XDocument.Load(project).Descendants("ProjectReference"))
                Collect(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(project)!, reference.Attribute("Include")!.Value)), into);
        }
    }
}
