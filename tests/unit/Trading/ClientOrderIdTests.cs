using Pawl.Trading;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Trading;

public sealed class ClientOrderIdTests
{
    /// <summary>Worked out with <c>printf 'a1b2\0SPY:17:3' | sha256sum</c> and base32 of the first ten bytes.</summary>
    [Fact]
    public void An_id_is_a_prefix_and_base_32_of_80_bits_of_a_hash() =>
        Assert.Equal("pwlljlrpnnl63wg7hha", ClientOrderIds.Make("pwl", "a1b2", "SPY:17:3").ToString());

    [Fact]
    public void Another_tag_output_or_leg_is_another_id()
    {
        Text24[] ids =
        [
            ClientOrderIds.Make("p", "a", "SPY:17:3"), ClientOrderIds.Make("p", "b", "SPY:17:3"), ClientOrderIds.Make("p", "a", "SPY:17:4"),
            ClientOrderIds.Make("p", "a", "SPY:17:3", 1), ClientOrderIds.Make("p", "a", "SPY:17:3", 2), ClientOrderIds.Make("p", "aS", "PY:17:3"),
        ];
        Assert.Equal(ids.Length, ids.Select(i => i.ToString()).Distinct(StringComparer.Ordinal).Count());
        Assert.All(ids, id => Assert.InRange(id.Utf8.Length, 17, ClientOrderIds.MaxLength));
    }

    [Theory]
    [InlineData("abcde")]
    [InlineData("a-b")]
    public void A_prefix_that_some_broker_would_refuse_is_refused(string prefix) =>
        Assert.Contains("at most 4 letters or digits", Assert.Throws<ArgumentException>(() => ClientOrderIds.Make(prefix, "a", "SPY:1:1")).Message, StringComparison.Ordinal);
}
