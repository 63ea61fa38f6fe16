using System.Collections.Immutable;
using Pawl.Engine;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Indicators;

/// <summary>Documentation is generated from the declarations, so these must say everything.</summary>
public sealed class KindDocumentationTests
{
    private static readonly ImmutableArray<string> Families = ["averages", "cycle", "momentum", "patterns", "price", "statistics", "strategies", "structure", "trend", "volatility", "volume"];

    public static TheoryData<string> Kinds { get; } = [.. NodeHarness.Kinds.Kinds.Select(k => k.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Says_everything(string name)
    {
        KindDescriptor kind = NodeHarness.Kinds.Find(name)!;

        Assert.Contains(kind.Family, Families, StringComparer.Ordinal);
        Assert.All([kind.Summary, kind.Formula, kind.Source], Assert.NotEmpty);
        Assert.EndsWith(".", kind.Summary, StringComparison.Ordinal);
        Assert.All(kind.Parameters, p => Assert.NotEmpty(p.Doc));
        Assert.All(kind.Variants, v => Assert.EndsWith(".", v.Summary, StringComparison.Ordinal));
        Assert.All(kind.Variants, v => Assert.All([v.Formula, v.Source], Assert.NotEmpty));
        if (kind.Inputs.Length > 1)
        {
            Assert.All(kind.Inputs, i => Assert.NotEmpty(i.Doc));
        }

        if (kind.Output.Fields.Length > 1)
        {
            Assert.All(kind.Output.Fields, f => Assert.NotEmpty(f.Doc));
        }
    }
}
