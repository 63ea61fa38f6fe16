using Pawl.Host.Web.Live;
using Xunit;

namespace Pawl.Tests.Unit.Web;

/// <summary>The window against a plain list.</summary>
public sealed class MarketDataWindowTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void It_holds_what_a_list_that_is_cut_holds(int seed)
    {
        Random random = new(seed);
        MarketDataWindow window = new(16, 200);
        List<WindowEntry> naive = [];
        int forgotten = 0;
        for (int i = 1; i <= 500; i++)
        {
            WindowEntry entry = new(i, 1, new byte[random.Next(60)]);
            window.Add(entry);
            naive.Add(entry);
            while (naive.Count > 16 || (naive.Count > 1 && naive.Sum(e => e.Line.Length) > 200))
            {
                naive.RemoveAt(0);
                forgotten++;
            }

            Assert.Equal(naive, window.Last(100));
            Assert.Equal(naive.TakeLast(3), window.Last(3));
            Assert.Equal((naive.Count, forgotten, naive[^1], naive[0]), (window.Count, (int)window.Forgotten, window.Newest, window.Oldest));
        }
    }

    [Fact]
    public async Task Whoever_reads_meanwhile_sees_neighbours_in_order_and_holds_nobody_up()
    {
        MarketDataWindow window = new(64, 1 << 20);
        using CancellationTokenSource stop = new();
        Task<int> reader = Task.Run(() =>
        {
            int looks = 0;
            do
            {
                List<WindowEntry> seen = window.Last(64);
                for (int i = 1; i < seen.Count; i++)
                {
                    Assert.Equal(seen[i - 1].Sequence + 1, seen[i].Sequence);
                }

                looks++;
            }
            while (!stop.IsCancellationRequested);
            return looks;
        });
        for (int i = 1; i <= 200_000; i++)
        {
            window.Add(new WindowEntry(i, 1, default));
        }

        await stop.CancelAsync();
        Assert.True(await reader > 0);
    }
}
