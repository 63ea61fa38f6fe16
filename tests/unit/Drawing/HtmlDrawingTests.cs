using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pawl.Host.Drawing;
using Xunit;

namespace Pawl.Tests.Unit.Drawing;

/// <summary>What can be said of the page without a browser; the rest is in the tests with one.</summary>
public sealed partial class HtmlDrawingTests
{
    [Fact]
    public void The_policy_allows_exactly_the_script_and_the_style_of_the_page()
    {
        string page = HtmlDrawing.Draw(RandomGraphs.TickJob);
        string policy = Regex.Match(page, "<meta http-equiv=\"Content-Security-Policy\" content=\"(?<policy>[^\"]+)\">", RegexOptions.None, TimeSpan.FromSeconds(10)).Groups["policy"].Value;
        Match[] scripts = [.. Element().Matches(page).Where(part => part.Groups["name"].Value == "script" && part.Groups["kind"].Value.Contains("module", StringComparison.Ordinal))];
        Match[] styles = [.. Element().Matches(page).Where(part => part.Groups["name"].Value == "style")];
        Assert.Equal(
            $"default-src 'none'; script-src '{Hash(Assert.Single(scripts))}'; style-src '{Hash(Assert.Single(styles))}'; img-src data:; base-uri 'none'; form-action 'none'",
            policy);
        Assert.DoesNotMatch("(?i)<[^>]*\\s(on[a-z]+|style)\\s*=", page[..page.IndexOf("<script", StringComparison.Ordinal)]);
    }

    [Theory, MemberData(nameof(RandomGraphs.HostileNames), MemberType = typeof(RandomGraphs))]
    public void Hostile_names_end_no_element(string name)
    {
        string plain = HtmlDrawing.Draw(RandomGraphs.Named("plain", "other"));
        string page = HtmlDrawing.Draw(RandomGraphs.Named(name, "other"));
        Assert.Equal(Tags(plain), Tags(page));
        string data = Element().Matches(page).Single(part => part.Groups["kind"].Value.Contains("application/json", StringComparison.Ordinal)).Groups["text"].Value;
        Assert.DoesNotContain('<', data);
        using JsonDocument json = JsonDocument.Parse(data);
        Assert.Equal(2, json.RootElement.GetProperty("nodes").GetArrayLength());

        static string[] Tags(string page) => [.. Tag().Matches(Script().Replace(page, "")).Select(tag => tag.Value)];
    }

    [Fact]
    public void Nothing_is_fetched_from_elsewhere()
    {
        string page = HtmlDrawing.Draw(RandomGraphs.TickJob);
        Assert.All(Address().Matches(page), address => Assert.Equal("http://www.w3.org/2000/svg", address.Value));
        Assert.DoesNotContain("@import", page, StringComparison.Ordinal);
        Assert.DoesNotContain("fetch(", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_graph_gives_the_same_bytes() => Assert.Equal(HtmlDrawing.Draw(RandomGraphs.Of(3)), HtmlDrawing.Draw(RandomGraphs.Of(3)));

    private static string Hash(Match element) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(element.Groups["text"].Value)));

    [GeneratedRegex("<(?<name>script|style)(?<kind>[^>]*)>(?<text>.*?)</\\k<name>>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Element();

    [GeneratedRegex("<(?<name>script|style).*?</\\k<name>>", RegexOptions.Singleline, 10_000)]
    private static partial Regex Script();

    [GeneratedRegex("</?[a-zA-Z!][a-zA-Z0-9-]*", RegexOptions.None, 10_000)]
    private static partial Regex Tag();

    [GeneratedRegex("[a-z]+://[^\"'\\s)]+", RegexOptions.None, 10_000)]
    private static partial Regex Address();
}
