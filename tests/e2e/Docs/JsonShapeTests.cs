using System.Text.Json;
using System.Text.RegularExpressions;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Docs;

/// <summary>What <c>--json</c> prints has the fields that the reference lists, and no others.</summary>
public sealed partial class JsonShapeTests
{
    [Theory]
    [InlineData("pawl --version --json", "pawl --version --json")]
    [InlineData("pawl nodes --json", "pawl nodes --json")]
    [InlineData("pawl doctor --json", "pawl doctor --json")]
    [InlineData("pawl replay --json", "pawl replay -p config/pipelines/us_equity_ticks.yaml -d samples/data/DEMO_trades.csv.gz --instrument SPY --json")]
    [InlineData("pawl diff --json", "pawl diff -p config/pipelines/us_equity_ticks.yaml --with-instrument SPY -d samples/data/DEMO_trades.csv.gz --json")]
    [InlineData("pawl backtest --json", "pawl backtest -p config/pipelines/moving_average_cross.yaml -d samples/data/DEMO_trades.csv.gz --json")]
    [InlineData("pawl sweep --json", "pawl sweep -p config/pipelines/moving_average_cross.yaml -d samples/data/DEMO_trades.csv.gz --vary fast.period=5..15:5 --walk-forward 2h:1h --objective net_profit --json")]
    [InlineData("pawl run --json", "d=$(mktemp -d); pawl run -p config/pipelines/moving_average_cross.yaml -d samples/data/DEMO_trades.csv.gz --store $d/x.db --json; rm -r $d")]
    [InlineData("pawl verify --json", "pawl verify -p config/pipelines/us_equity_ticks.yaml -d samples/data/DEMO_trades.csv.gz --json")]
    public void Fields_are_those_of_the_reference(string listedAs, string line)
    {
        string page = File.ReadAllText(Repository.PathOf("docs", "reference", "command-line.md"));
        string table = page[page.IndexOf($"| `{listedAs}` prints |", StringComparison.Ordinal)..].Split("\n\n")[0];
        HashSet<string> listed = [.. Paths().Matches(table).Select(m => m.Groups["path"].Value)];
        Assert.NotEmpty(listed);

        using JsonDocument json = JsonDocument.Parse(PawlProgram.Shell(Repository.Root, line).Output);
        HashSet<string> printed = [];
        Collect(json.RootElement, "", listed, printed);
        printed.UnionWith(listed.Where(p => p == "warnings[]" || p == "[].warnings[]" || p == "account.differences[]" || p.StartsWith("[].stops[].", StringComparison.Ordinal)
            || p.StartsWith("rolls[].", StringComparison.Ordinal) || p.StartsWith("recovered[].", StringComparison.Ordinal) || p.StartsWith("checks[].first.", StringComparison.Ordinal)));
        Assert.Equal(listed.Order(StringComparer.Ordinal), printed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void One_kind_is_an_entry_of_the_list()
    {
        using JsonDocument all = JsonDocument.Parse(PawlProgram.Run("/", "nodes", "--json").Output);
        using JsonDocument one = JsonDocument.Parse(PawlProgram.Run("/", "nodes", "macd", "--json").Output);
        JsonElement macd = Assert.Single(all.RootElement.EnumerateArray(), k => k.GetProperty("kind").GetString() == "macd");
        Assert.True(JsonElement.DeepEquals(macd, one.RootElement));
        Assert.Equal(34, macd.GetProperty("warm_up").GetInt32());
        Assert.Equal(["fast_period", "slow_period", "signal_period", "convention", "source"], macd.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
        JsonElement fast = macd.GetProperty("parameters")[0];
        Assert.Equal((1, 10_000, 12), (fast.GetProperty("min").GetInt32(), fast.GetProperty("max").GetInt32(), fast.GetProperty("default").GetInt32()));
    }

    private static void Collect(JsonElement element, string path, HashSet<string> listed, HashSet<string> into)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in element.EnumerateArray())
            {
                Collect(item, path + "[]", listed, into);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty property in element.EnumerateObject())
            {
                string name = listed.Contains(path + ".*") ? "*" : property.Name;
                Collect(property.Value, path.Length == 0 ? name : $"{path}.{name}", listed, into);
            }
        }
        else
        {
            into.Add(path);
        }
    }

    [GeneratedRegex(@"^\| `(?<path>[^` ]+)` \|", RegexOptions.Multiline, 10_000)]
    private static partial Regex Paths();
}
