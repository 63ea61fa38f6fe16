using System.Text.Json;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Dashboard;

/// <summary>The dashboard: its own tests, its build, and the page in a real browser before the built program.</summary>
public sealed class DashboardTests
{
    [Fact]
    public void Its_unit_tests_pass() => Passed(NodeTool.Vitest("unit"), 50);

    [Fact]
    public void Its_types_fit()
    {
        (int code, string said) = NodeTool.Run(["node_modules/svelte-check/bin/svelte-check", "--tsconfig", "./tsconfig.json", "--fail-on-warnings", "--output", "human"]);
        Assert.True(code == 0, said);
    }

    /// <summary>The stamp says that the sources are the same; this, that they make the same page.</summary>
    [Fact]
    [Trait("Speed", "slow")]
    public void Built_again_it_is_the_same_page()
    {
        using TemporaryFolder folder = new();
        (int code, string said) = NodeTool.Run(["node_modules/vite/bin/vite.js", "build", "--outDir", folder["page"], "--emptyOutDir"]);
        Assert.True(code == 0, said);
        string committed = Repository.PathOf("dashboard", "dist");
        Assert.Equal(Files(committed), Files(folder["page"]));
        Assert.All(Files(committed), file => Assert.Equal(File.ReadAllBytes(Path.Combine(committed, file)), File.ReadAllBytes(Path.Combine(folder["page"], file))));
    }

    [Fact]
    [Trait("Speed", "slow")]
    public void In_a_browser_everything_answers_to_clicks_and_keys() => Passed(Browser(), 15);

    [Fact]
    [Trait("Speed", "long")]
    public void In_a_browser_memory_stays_flat_over_ten_minutes() => Passed(Browser(("PAWL_LONG", "1")), 15);

    private static IReadOnlyList<NodeTool.Result> Browser(params (string Name, string Value)[] more)
    {
        Assert.SkipWhen(Support.Browser.Program is null, "no Chromium is installed (Debian: apt-get install chromium)");
        return NodeTool.Vitest("browser", [("PAWL_PROGRAM", JsonSerializer.Serialize((string[])[PawlProgram.BuiltProgram])), ("PAWL_CHROMIUM", Support.Browser.Program!), .. more]);
    }

    private static void Passed(IReadOnlyList<NodeTool.Result> results, int least)
    {
        Assert.True(results.Count(r => r.Status == "passed") >= least, $"only {results.Count} tests ran");
        Assert.Empty(results.Where(r => r.Status is not "passed" and not "skipped" and not "pending").Select(r => $"{r.Name}: {r.Message}"));
    }

    private static string[] Files(string folder) =>
        [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal)];
}
