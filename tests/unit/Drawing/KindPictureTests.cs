using System.Globalization;
using System.Xml.Linq;
using Pawl.Host.Commands;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Drawing;

/// <summary>The pictures of the kinds: every field is there, and nothing lies outside.</summary>
public sealed class KindPictureTests
{
    private static readonly Lazy<IReadOnlyDictionary<string, string>> Pictures =
        new(() => KindPictures.Draw(Repository.PathOf("samples", "data", "DEMO_trades.csv.gz")));

    [Theory]
    [InlineData("bollinger", "upper", "middle", "lower")]
    [InlineData("macd", "macd", "signal", "histogram")]
    [InlineData("rsi", "value")]
    [InlineData("linear_regression", "value", "intercept", "slope", "r2")]
    [InlineData("swing_points", "swing_point")]
    public void Every_field_has_its_key(string kind, params string[] fields) =>
        Assert.Equal(fields, Elements(kind, "text").Where(t => Class(t).StartsWith("key", StringComparison.Ordinal)).Select(t => t.Value));

    /// <summary>An average lies over the bars, an index in a panel of its own: the picture is higher.</summary>
    [Fact]
    public void What_is_no_price_has_a_panel()
    {
        double bars = Height("sma");
        Assert.Equal(bars, Height("bollinger"));
        Assert.True(Height("rsi") > bars);
        Assert.True(Height("rocr100") > bars);
    }

    [Fact]
    public void Nothing_lies_outside()
    {
        foreach ((string kind, string _) in Pictures.Value)
        {
            double height = Height(kind);
            foreach (XElement path in Elements(kind, "path").Where(p => Class(p).StartsWith("line", StringComparison.Ordinal)))
            {
                double[] numbers = [.. path.Attribute("d")!.Value.Split(['M', 'L', ' '], StringSplitOptions.RemoveEmptyEntries).Select(n => double.Parse(n, CultureInfo.InvariantCulture))];
                Assert.All(numbers.Where((_, i) => i % 2 == 0), x => Assert.InRange(x, 0, 760));
                Assert.All(numbers.Where((_, i) => i % 2 == 1), y => Assert.InRange(y, 0, height));
            }
        }
    }

    private static double Height(string kind) => double.Parse(
        XDocument.Parse(Pictures.Value[kind]).Root!.Attribute("viewBox")!.Value.Split(' ')[3], CultureInfo.InvariantCulture);

    private static IEnumerable<XElement> Elements(string kind, string name) =>
        XDocument.Parse(Pictures.Value[kind]).Descendants().Where(e => e.Name.LocalName == name);

    private static string Class(XElement element) => element.Attribute("class")?.Value ?? "";
}
