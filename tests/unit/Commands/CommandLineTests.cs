using Pawl.Host.Commands;
using Xunit;

namespace Pawl.Tests.Unit.Commands;

/// <summary>A call makes the options of its own verb only.</summary>
public sealed class CommandLineTests
{
    private static IEnumerable<string> All => CommandLine.Create().Subcommands.Select(verb => verb.Name);

    public static TheoryData<string> Verbs => [.. All.Where(name => name != "completion")];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void A_call_knows_the_verb_that_it_begins_with(string verb) =>
        Assert.Equal([verb], CommandLine.CreateFor([verb, "--help"]).Subcommands.Select(v => v.Name));

    [Theory]
    [InlineData("")]
    [InlineData("--help")]
    [InlineData("--json replay")]
    [InlineData("replai")]
    [InlineData("completion bash")]
    public void Others_know_all_verbs(string line) =>
        Assert.Equal(All, CommandLine.CreateFor(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Subcommands.Select(v => v.Name));
}
