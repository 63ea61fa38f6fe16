using System.Text;
using Pawl.Host.Services.Monitoring;
using Xunit;

namespace Pawl.Tests.Unit.Services;

public sealed class FieldFilterTests
{
    private static readonly byte[] Message = """{"symbol":"ES","type":"tick","data":{"price":5000.25,"size":3,"conditions":"@ F"}}"""u8.ToArray();

    [Theory]
    [InlineData("symbol=ES", true)]
    [InlineData("symbol=NQ", false)]
    [InlineData("symbol!=NQ", true)]
    [InlineData("data.price=5000.250", true)]
    [InlineData("data.price>5000", true)]
    [InlineData("data.price<5000.25", false)]
    [InlineData("data.size>1e0", true)]
    [InlineData("data.conditions=@ F", true)]
    [InlineData("symbol>A", false)]
    [InlineData("data.nothing=1", false)]
    [InlineData("data.nothing!=1", false)]
    [InlineData("symbol.more=1", false)]
    public void Conditions(string text, bool meets) => Assert.Equal(meets, FieldFilter.TryParse(text)!.Matches(Message));

    [Theory]
    [InlineData("not json")]
    [InlineData("[1]")]
    [InlineData("")]
    public void What_is_no_message_meets_none(string line) => Assert.False(FieldFilter.TryParse("symbol!=ES")!.Matches(Encoding.UTF8.GetBytes(line)));

    [Theory]
    [InlineData("price")]
    [InlineData("=5")]
    [InlineData("data..price=5")]
    [InlineData("")]
    public void What_is_no_condition(string text) => Assert.Null(FieldFilter.TryParse(text));
}
