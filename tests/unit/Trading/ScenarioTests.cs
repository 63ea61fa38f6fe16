using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Trading;

public sealed class ScenarioTests
{
    private static readonly string Folder = Repository.PathOf("tests/unit/Trading/Scenarios");

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.txt").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_scenario_goes_as_it_was_worked_out_by_hand(string file) => Scenario.Run(Path.Combine(Folder, file));
}
