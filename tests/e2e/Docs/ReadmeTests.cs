using System.Text;
using System.Text.RegularExpressions;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Docs;

/// <summary>The quick start, followed to the letter: its commands run, and what they print is what it shows.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Quick_start_works_as_it_stands()
    {
        foreach (string entry in (string[])["pawl", "config", "samples"])
        {
            File.CreateSymbolicLink(folder[entry], Repository.PathOf(entry));
        }

        Ending? last = null;
        int commands = 0;
        foreach (Match block in Blocks().Matches(File.ReadAllText(Repository.PathOf("README.md"))))
        {
            if (block.Groups["kind"].Value == "sh")
            {
                last = PawlProgram.Shell(folder.Path, block.Groups["text"].Value);
                Assert.True(last.Code is 0 or 141, $"{block.Groups["text"].Value}{last.Code}: {last.Error}");
                commands++;
            }
            else
            {
                Assert.Equal(block.Groups["text"].Value, last!.Text);
            }
        }

        Assert.True(commands >= 4);
        Assert.StartsWith("<!doctype html>", File.ReadAllText(folder["graph.html"], Encoding.UTF8), StringComparison.Ordinal);
    }

    [GeneratedRegex("^```(?<kind>sh|text)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline, 10_000)]
    private static partial Regex Blocks();
}
