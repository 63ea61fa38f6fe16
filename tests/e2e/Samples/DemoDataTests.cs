using System.IO.Compression;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Samples;

/// <summary>The data that comes with the project is made up by this code; <c>PAWL_REGENERATE=1 ./test DemoData</c> writes it anew.</summary>
public sealed class DemoDataTests
{
    private static readonly TickFile Demo = new(Seed: 1, Rows: 14_000);

    private static readonly string Committed = Repository.PathOf("samples", "data", "DEMO_trades.csv.gz");

    [Fact]
    public void Is_what_the_generator_makes()
    {
        if (GeneratedFile.Regenerate)
        {
            Demo.Write(Committed);
        }

        using StreamReader reader = new(new GZipStream(File.OpenRead(Committed), CompressionMode.Decompress));
        Assert.Equal(Demo.Csv(), reader.ReadToEnd());
    }
}
