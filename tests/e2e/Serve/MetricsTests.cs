using System.Globalization;
using System.Text.RegularExpressions;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Serve;

/// <summary>The metrics by the letter of Prometheus' text format, and by its own tool where there is one.</summary>
[Trait("Speed", "slow")]
public sealed partial class MetricsTests(EndedRun run) : IClassFixture<EndedRun>
{
    private sealed record Sample(string Name, string Labels, double Value);

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(?<labels>(?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*",?)*)\})? (?<value>\S+)$""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex SampleLine { get; }

    [Fact]
    public async Task Every_line_is_one_and_every_series_is_there_once()
    {
        await run.Served.Client.GetAsync(new Uri("/api/v1/nothing", UriKind.Relative), TestContext.Current.CancellationToken);
        using HttpResponseMessage answer = await run.Served.Client.GetAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        string text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        Dictionary<string, string> types = [];
        HashSet<string> helped = [];
        List<Sample> samples = [];
        string family = "";
        foreach (string line in text.TrimEnd('\n').Split('\n'))
        {
            string[] words = line.Split(' ', 4);
            if (words[0] == "#" && words[1] == "HELP")
            {
                Assert.True(helped.Add(family = words[2]), line);
                Assert.NotEmpty(words[3]);
            }
            else if (words[0] == "#")
            {
                Assert.Equal(("TYPE", family), (words[1], words[2]));
                types.Add(words[2], words[3]);
                Assert.Contains(words[3], (string[])["counter", "gauge", "histogram"]);
            }
            else
            {
                Match sample = SampleLine.Match(line);
                Assert.True(sample.Success, line);
                string name = sample.Groups["name"].Value;
                Assert.Equal(family, types[family] == "histogram" ? name[..name.LastIndexOf('_')] : name);
                samples.Add(new Sample(name, sample.Groups["labels"].Value, double.Parse(sample.Groups["value"].Value, CultureInfo.InvariantCulture)));
            }
        }

        Assert.Equal(samples.Count, samples.DistinctBy(s => (s.Name, s.Labels)).Count());
        Assert.All(types, t => Assert.Equal(t.Value == "counter", t.Key.EndsWith("_total", StringComparison.Ordinal)));
        Assert.All(samples, s => Assert.DoesNotContain("quantile=", s.Labels, StringComparison.Ordinal));
        Assert.Contains(samples, s => s is { Name: "pawl_log_events_total", Labels: "log=\"ES\"", Value: > 1000 });
        Assert.Contains(samples, s => s is { Name: "pawl_http_answers_total", Labels: "status=\"404\"", Value: >= 1 });
        Assert.Contains(samples, s => s is { Name: "pawl_hub_held_bytes", Value: > 1000 and < 256 << 20 });

        // Classes hold what those before them hold, the last one all.
        Sample[] classes = [.. samples.Where(s => s.Name == "pawl_lag_seconds_bucket")];
        Assert.Equal(classes.OrderBy(s => s.Value), classes);
        Assert.Equal("le=\"+Inf\"", classes[^1].Labels);
        Assert.Equal(samples.Single(s => s.Name == "pawl_lag_seconds_count").Value, classes[^1].Value);
        Assert.True(classes[^1].Value > 0);
    }

    [Fact]
    public async Task Prometheus_s_own_tool_finds_nothing()
    {
        string? tool = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Select(p => Path.Combine(p, "promtool")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(tool is null, "promtool is not installed: it comes with Prometheus");
        run.Folder.Write("metrics.txt", await run.Served.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken));
        Ending found = PawlProgram.RunOther("bash", run.Folder.Path, "-c", $"'{tool}' check metrics < metrics.txt");
        Assert.True(found.Code == 0 && found.Error.Length == 0, found.Text + found.Error);
    }
}
