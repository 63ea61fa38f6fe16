using System.Text;
using Pawl.Ingestion;
using Pawl.Types;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Ingestion;

public class SymbolTableTests
{
    [Fact]
    public void Numbers_symbols_by_first_appearance()
    {
        var table = new SymbolTable();
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < 1000; i++)
            {
                Assert.True(table.TryIntern(Encoding.UTF8.GetBytes($"S{i}"), out int index));
                Assert.Equal(i, index);
                Assert.Equal(i, table.Intern(Symbol.Parse($"S{i}")));
            }
        }

        Assert.Equal(1000, table.Count);
        Assert.Equal("S999", table[999].ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("ä")]
    [InlineData("a\0")]
    public void Refuses_what_is_no_symbol(string text)
    {
        var table = new SymbolTable();
        Assert.False(table.TryIntern(Encoding.UTF8.GetBytes(text), out _));
        Assert.Equal(0, table.Count);
    }

    [Fact]
    public void Looking_up_allocates_nothing()
    {
        var table = new SymbolTable();
        Assert.True(table.TryIntern("BTC-USD"u8, out _));
        Assert.True(table.TryIntern("BTC-USD"u8, out _));
        Assert.Equal(0, Allocations.Least(() =>
        {
            for (int i = 0; i < 1000; i++)
                table.TryIntern("BTC-USD"u8, out _);
        }));
    }
}
