using System.Text;
using Pawl.Host.Web.Live;
using Xunit;

namespace Pawl.Tests.Unit.Web;

/// <summary>What a slow client gets: the newest of what newer ones make history, all of the rest, or a goodbye.</summary>
public sealed class ClientQueueTests
{
    private static Frame Of(string text, object? stream = null) => new(Encoding.UTF8.GetBytes(text), stream);

    private static List<(string Text, int Skipped)> Drain(ClientQueue queue)
    {
        List<(string, int)> all = [];
        while (queue.TryTake(out Frame? frame, out int skipped))
        {
            all.Add((frame!.ToString(), skipped));
        }

        return all;
    }

    [Fact]
    public void Up_to_the_bound_everything_comes_in_order()
    {
        ClientQueue queue = new(frames: 4);
        object stream = new();
        foreach (int i in Enumerable.Range(1, 4))
        {
            queue.Add(Of($"v{i}", stream));
        }

        Assert.Equal(["v1", "v2", "v3", "v4"], Drain(queue).Select(f => f.Text));
        Assert.Equal(0, queue.Conflated);
    }

    [Fact]
    public void Beyond_it_the_newest_of_each_stream_is_kept_and_what_was_left_out_is_counted()
    {
        ClientQueue queue = new(frames: 2);
        (object a, object b) = (new object(), new object());
        foreach (int i in Enumerable.Range(1, 6))
        {
            queue.Add(Of($"a{i}", a));
        }

        queue.Add(Of("b1", b));
        Assert.Equal([("a1", 0), ("a2", 0), ("a6", 3), ("b1", 0)], Drain(queue).OrderBy(f => f.Text, StringComparer.Ordinal));
        Assert.Equal(3, queue.Conflated);
    }

    [Fact]
    public void Once_values_give_way_none_overtakes_an_older_one()
    {
        ClientQueue queue = new(frames: 1);
        object stream = new();
        queue.Add(Of("1", stream));
        queue.Add(Of("2", stream));
        Assert.True(queue.TryTake(out Frame? first, out _));
        queue.Add(Of("3", stream));
        Assert.Equal("1", first!.ToString());
        Assert.Equal([("3", 1)], Drain(queue));
    }

    [Fact]
    public void What_counts_is_never_left_out()
    {
        ClientQueue queue = new(frames: 2, most: 1000);
        object stream = new();
        for (int i = 0; i < 300; i++)
        {
            queue.Add(Of("v", stream));
            queue.Add(Of($"s{i}"));
        }

        Assert.Equal(Enumerable.Range(0, 300).Select(i => $"s{i}"), Drain(queue).Select(f => f.Text).Where(t => t[0] == 's'));
    }

    [Theory]
    [InlineData(10, 1 << 20)]
    [InlineData(1000, 40)]
    public void Who_lets_too_much_wait_is_given_up_and_holds_nothing_any_more(int most, int bytes)
    {
        ClientQueue queue = new(frames: 2, most: most, bytes: bytes);
        for (int i = 0; i < 100; i++)
        {
            queue.Add(Of("12345"));
        }

        Assert.True(queue.IsGivenUp);
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public async Task Who_waits_is_woken()
    {
        ClientQueue queue = new();
        Task waiting = queue.WaitAsync(TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);
        queue.Add(Of("x"));
        await waiting;
        Assert.Single(Drain(queue));
    }
}
