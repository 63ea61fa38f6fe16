using Pawl.Host.Commands;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Commands;

/// <summary>The reference pages that are written from the commands and the kinds.</summary>
public sealed class ReferenceTests
{
    [Fact]
    public void Committed_pages_are_those_of_the_program() => Assert.Empty(((string?[])
    [
        GeneratedFile.Check(Repository.PathOf("docs", "reference", "command-line.md"), CommandPage.Write(CommandLine.Create())),
        GeneratedFile.Check(Repository.PathOf("docs", "reference", "nodes.md"), KindPage.Write()),
        GeneratedFile.Check(Repository.PathOf("docs", "reference", "messages.md"), TypesPage.Write()),
    ]).OfType<string>());

    /// <summary>Neither page depends on the machine, nor on who asks first.</summary>
    [Fact]
    public void Pages_are_the_same_again()
    {
        Assert.Equal(CommandPage.Write(CommandLine.Create()), CommandPage.Write(CommandLine.Create()));
        Assert.Equal(KindPage.Write(), KindPage.Write());
    }
}
