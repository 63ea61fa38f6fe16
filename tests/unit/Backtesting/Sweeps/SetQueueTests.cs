using Pawl.Backtesting.Sweeps;
using Pawl.Host.Backtesting.Sweeps.Shared;
using Xunit;

namespace Pawl.Tests.Unit.Backtesting.Sweeps;

/// <summary>Sets that are shared: each with one worker at a time, counted once, whoever comes, goes or comes back.</summary>
public sealed class SetQueueTests
{
    private static readonly string[] Figures = ["1"];

    private readonly SetQueue queue;
    private TimeSpan now;

    public SetQueueTests() => queue = new SetQueue(() => now);

    [Fact]
    public void Sets_of_a_worker_that_is_gone_go_to_another_and_count_once_when_it_comes_back()
    {
        Task done = queue.Begin([Point(1), Point(2), Point(3)]);
        Assert.Equal([1L, 2], Take("a", 2));
        Assert.Equal([3L], Take("b", 2));
        now += SetQueue.Patience / 2;
        queue.Saw("a");
        now += SetQueue.Patience / 2;
        Assert.Equal([3L], Take("c", 3, "b"));
        now += SetQueue.Patience;
        Assert.Equal([1L, 2, 3], Take("d", 9, "a", "c"));

        // Two that were taken for dead bring what they have; so does the one that has it now.
        Assert.True(queue.Tell(3, ["of b"]));
        Assert.False(queue.Tell(3, ["of d"]));
        Assert.True(queue.Tell(1, ["of a"]));
        Assert.False(done.IsCompleted);
        Assert.True(queue.Tell(2, ["of d"]));
        Assert.True(done.IsCompleted);
        Assert.Equal(["of a", "of d", "of b"], queue.Figures().Select(f => f[0]));
        Assert.Equal(3, queue.Done);
    }

    [Fact]
    public void Figures_of_sets_before_and_of_none_are_not_taken()
    {
        _ = queue.Begin([Point(1)]);
        Assert.Equal([1L], Take("a", 1));
        Assert.True(queue.Tell(1, Figures));
        Task done = queue.Begin([Point(2)]);
        Assert.False(queue.Tell(1, Figures));
        Assert.False(queue.Tell(0, Figures));
        Assert.False(queue.Tell(3, Figures));
        Assert.False(done.IsCompleted);
        Assert.Equal([2L], Take("a", 1));
        Assert.True(queue.Tell(2, Figures));
    }

    [Fact]
    public void Who_asks_again_or_leaves_has_none_any_more()
    {
        _ = queue.Begin([Point(1), Point(2)]);
        Assert.Equal([1L], Take("a", 1));
        Assert.Equal([1L], Take("a", 1));
        queue.Leave("a");
        Assert.Equal([1L, 2], Take("b", 2));
        Assert.Equal(1, queue.Workers);
        Assert.Empty(Take("c", 2));
    }

    /// <summary>Workers that die at random and come back: each set has the figures of exactly one of those who had it.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_happens_to_workers_each_set_counts_once(int seed)
    {
        Pawl.Tests.Support.Lcg random = new((ulong)seed);
        Task done = queue.Begin([.. Enumerable.Range(0, 200).Select(Point)]);
        List<(string Worker, long Set)> held = [];
        int counted = 0;
        while (!done.IsCompleted)
        {
            string worker = $"w{random.Next(5)}";
            now += TimeSpan.FromMilliseconds(random.Next(1500));
            held.AddRange(queue.Take(worker, 1 + random.Next(4), out _).Select(s => (worker, s.Id)));
            foreach ((string who, long set) in held.Where(_ => random.OneIn(3)).ToArray())
            {
                counted += queue.Tell(set, [who]) ? 1 : 0;
            }
        }

        Assert.Equal(200, counted);
        Assert.All(queue.Figures().Index(), f => Assert.Contains((f.Item[0], f.Index + 1L), held));
    }

    private static ParameterPoint Point(int index) => new([index]);

    private long[] Take(string worker, int most, params string[] awaitedGone)
    {
        long[] sets = [.. queue.Take(worker, most, out IReadOnlyList<string> gone).Select(s => s.Id)];
        Assert.Equal(awaitedGone, gone);
        return sets;
    }
}
