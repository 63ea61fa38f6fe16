using System.CommandLine;
using System.Text.RegularExpressions;
using Pawl.Host.Commands;
using Pawl.Host.Configuration.Settings;
using Pawl.Tests.Support;
using Xunit;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Pawl.Tests.Unit.Architecture;

/// <summary>The system of infra/compose fits the program: every role is there, and what is said to it is accepted.</summary>
public sealed partial class ComposeTests
{
    private static readonly Dictionary<string, string> Given = File.ReadLines(PathOf(".env.sample"))
        .Where(l => l.Contains('=', StringComparison.Ordinal) && !l.StartsWith('#')).Select(l => l.Split('=', 2)).ToDictionary(l => l[0], l => l[1], StringComparer.Ordinal);

    private static readonly Dictionary<string, object> Whole = Read();

    private static Dictionary<string, Dictionary<string, object>> Services => Map(Whole["services"]).ToDictionary(s => s.Key, s => Map(s.Value), StringComparer.Ordinal);

    [Fact]
    public void Every_role_is_there_and_its_line_is_accepted_by_the_program()
    {
        string[][] lines = [.. Services.Values.Where(s => s.ContainsKey("command")).Select(s => List(s["command"])).Where(c => c[0] == "service")];
        Assert.All(lines, line => Assert.Empty(CommandLine.CreateFor(line).Parse(line).Errors.Select(e => e.Message)));
        Assert.All(
            lines.Where(line => line.Contains("-p")),
            line => Assert.True(File.Exists(Repository.PathOf(line[Array.IndexOf(line, "-p") + 1].Replace("/app/", "", StringComparison.Ordinal)))));
        string[] roles = [.. CommandLine.Create().Subcommands.Single(c => c.Name == "service").Subcommands.Select(c => c.Name).Order(StringComparer.Ordinal)];
        Assert.Equal(roles, lines.Select(line => line[1]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.NotEmpty(CommandLine.CreateFor(["service", "db-sink", "--grop", "1/2"]).Parse(["service", "db-sink", "--grop", "1/2"]).Errors);
    }

    [Fact]
    public void What_services_are_told_is_known_and_what_they_refer_to_is_there()
    {
        HashSet<string> known = [.. SettingTable.All.Select(s => s.Variable)];
        HashSet<string> volumes = [.. Map(Whole["volumes"]).Keys];
        foreach ((string name, Dictionary<string, object> service) in Services)
        {
            string[] unknown = [.. Map(service["environment"]).Keys.Where(k => k.StartsWith(Setting.VariablePrefix, StringComparison.Ordinal) && !known.Contains(k))];
            Assert.True(unknown.Length == 0, $"{name}: {string.Join(", ", unknown)}");
            foreach (string volume in service.TryGetValue("volumes", out object? mounted) ? List(mounted) : [])
            {
                string source = volume.Split(':')[0];
                Assert.True(volumes.Contains(source) || File.Exists(PathOf(source)), $"{name}: {volume}");
            }

            Assert.All(service.TryGetValue("depends_on", out object? needed) ? List(needed) : [], other => Assert.Contains(other, Services.Keys));
            Assert.All(service.TryGetValue("ports", out object? ports) ? List(ports) : [], port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));
        }

        string[] variables = [.. Variable().Matches(File.ReadAllText(PathOf("compose.yaml"))).Select(m => m.Groups["name"].Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Assert.Equal(Given.Keys.Order(StringComparer.Ordinal), variables);
        Assert.All(Given.Where(g => g.Key != "PAWL_PIPELINE"), g => Assert.Equal("change-me", g.Value));
    }

    [Fact]
    public void Every_service_is_watched_started_again_and_limited()
    {
        foreach ((string name, Dictionary<string, object> service) in Services)
        {
            Assert.True(service.ContainsKey("restart") && Map(service["healthcheck"]).ContainsKey("test"), name);
            Dictionary<string, object> limits = Map(Map(Map(service["deploy"])["resources"])["limits"]);
            Assert.Equal(["cpus", "memory"], limits.Keys.Order(StringComparer.Ordinal));
        }
    }

    private static string PathOf(string name) => Repository.PathOf("infra", "compose", name);

    private static Dictionary<string, object> Read()
    {
        string text = Variable().Replace(File.ReadAllText(PathOf("compose.yaml")), m => Given[m.Groups["name"].Value]);
        return Map(new DeserializerBuilder().Build().Deserialize<object>(new MergingParser(new Parser(new StringReader(text)))));
    }

    private static Dictionary<string, object> Map(object node) => Assert.IsType<Dictionary<object, object>>(node).ToDictionary(p => (string)p.Key, p => p.Value, StringComparer.Ordinal);

    private static string[] List(object node) => [.. Assert.IsType<List<object>>(node).Cast<string>()];

    [GeneratedRegex(@"\$\{(?<name>\w+)[^}]*\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();
}
