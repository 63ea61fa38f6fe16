using Pawl.Host.Commands;
using Pawl.Host.Web.Rest;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Commands;

/// <summary>The reference pages that are written from the commands and the kinds.</summary>
public sealed class ReferenceTests
{
    private static readonly string Demo = Repository.PathOf("samples", "data", "DEMO_trades.csv.gz");

    private static readonly Lazy<IReadOnlyDictionary<string, string>> Pictures = new(() => KindPictures.Draw(Demo).Concat(StrategyPictures.Draw(Traded)).ToDictionary(StringComparer.Ordinal));

    private static IEnumerable<string> Traded =>
        ((string[])["moving_average_cross", "rsi_reversal", "structure_strategies"]).Select(name => Repository.PathOf("config", "pipelines", name + ".yaml"));

    [Fact]
    public void Committed_pages_of_kinds_are_those_of_the_program()
    {
        Dictionary<string, string> files = new(StringComparer.Ordinal);
        foreach (string family in KindPage.FamilyNames)
        {
            files.Add(family + ".md", KindPage.Family(family, Pictures.Value.ContainsKey));
        }

        foreach ((string kind, string picture) in Pictures.Value)
        {
            files.Add(Path.Combine(KindPage.Pictures, kind + ".svg"), picture);
        }

        string folder = Repository.PathOf("docs", "reference", "indicators");
        Assert.Empty(files.Select(file => GeneratedFile.Check(Path.Combine(folder, file.Key), file.Value)).OfType<string>());
        Assert.Equal(
            files.Keys.Order(StringComparer.Ordinal),
            Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Committed_pages_are_those_of_the_program() => Assert.Empty(((string?[])
    [
        GeneratedFile.Check(Repository.PathOf("docs", "reference", "command-line.md"), CommandPage.Write(CommandLine.Create())),
        GeneratedFile.Check(Repository.PathOf("docs", "reference", "nodes.md"), KindPage.Write()),
        GeneratedFile.Check(Repository.PathOf("docs", "reference", "messages.md"), TypesPage.Write()),
        GeneratedFile.Check(Repository.PathOf("docs", "reference", "api.md"), ApiReferencePage.Write()),
    ]).OfType<string>());

    /// <summary>Neither page depends on the machine, nor on who asks first.</summary>
    [Fact]
    public void Pages_are_the_same_again()
    {
        Assert.Equal(CommandPage.Write(CommandLine.Create()), CommandPage.Write(CommandLine.Create()));
        Assert.Equal(KindPage.Write(), KindPage.Write());
    }
}
