using System.Text;
using Pawl.Persistence.Sinks;
using Pawl.Recovery;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Persistence;

/// <summary>What a sink holds while its database is away: everything, in order, within bounds, and through crashes.</summary>
public sealed class SinkQueueTests : IDisposable
{
    private const int BatchBytes = 1000;

    private readonly TemporaryFolder folder = new();
    private readonly FakeSinkStore store = new();
    private readonly List<string> said = [];
    private long next;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Batches_are_written_in_order()
    {
        await using SinkQueue queue = await OpenAsync();
        await AcceptAsync(queue, 20);
        await queue.FlushAsync(Cancel);
        Assert.Equal(Numbers(1, 20), store.Written);
        Assert.Equal((SinkState.Ready, "", 0L, 0L, 20L), (queue.Status.State, queue.Status.Reason, queue.Status.WaitingBytes, queue.Status.SpilledBytes, queue.Status.Batches));
        Assert.Empty(Spilled());
    }

    [Fact]
    public async Task What_a_database_that_is_away_does_not_take_waits_in_memory_then_on_disk_and_follows_in_order()
    {
        await using SinkQueue queue = await OpenAsync();
        await AcceptAsync(queue, 3);
        await queue.FlushAsync(Cancel);
        store.Away = new SinkAwayException("db: cannot be reached");
        await AcceptAsync(queue, 30);
        Assert.True(queue.Status.SpilledBytes > 20 * BatchBytes);
        Assert.Equal(0, queue.Status.WaitingBytes);
        Assert.Equal(SinkState.Away, queue.Status.State);
        Assert.Equal("db: cannot be reached", queue.Status.Reason);

        store.Away = null;
        await queue.FlushAsync(Cancel);
        await AcceptAsync(queue, 3);
        await queue.FlushAsync(Cancel);
        Assert.Equal(Numbers(1, 36), store.Written);
        Assert.Empty(Spilled());
        Assert.Equal(["db: cannot be reached", "the database is back; what was held goes on in order"], said);
    }

    [Fact]
    public async Task When_the_disk_may_hold_no_more_the_reader_waits()
    {
        store.Away = new SinkAwayException("away");
        await using SinkQueue queue = await OpenAsync(o => o with { MemoryBytes = 2 * BatchBytes, SpillBytes = 10 * BatchBytes });
        Task more = AcceptAsync(queue, 40);
        await Until(() => queue.Status.SpilledBytes > 8 * BatchBytes);
        Assert.False(more.IsCompleted);
        Assert.True(queue.Status.SpilledBytes + queue.Status.WaitingBytes <= 12 * BatchBytes);
        store.Away = null;
        await more;
        await queue.FlushAsync(Cancel);
        Assert.Equal(Numbers(1, 40), store.Written);
    }

    [Fact]
    public async Task While_the_database_is_there_but_slow_the_reader_waits_and_nothing_is_spilled()
    {
        store.Holds = true;
        await using SinkQueue queue = await OpenAsync(o => o with { MemoryBytes = 3 * BatchBytes });
        Task more = AcceptAsync(queue, 10);
        await Until(() => queue.Status.WaitingBytes > BatchBytes);
        Assert.False(more.IsCompleted);
        for (int i = 0; i < 10; i++)
        {
            Assert.Empty(Spilled());
            store.LetIn();
        }

        await more;
        await queue.FlushAsync(Cancel);
        Assert.Equal(Numbers(1, 10), store.Written);
    }

    [Fact]
    public async Task A_batch_that_was_written_while_the_answer_was_lost_is_there_once()
    {
        await using SinkQueue queue = await OpenAsync();
        store.LosesAnswer = true;
        await AcceptAsync(queue, 5);
        await queue.FlushAsync(Cancel);
        Assert.Equal(Numbers(1, 5), store.Written);
    }

    /// <summary>The folder is copied while the sink lives, as a crash leaves it, and its end is torn off at every place.</summary>
    [Fact]
    public async Task A_sink_that_crashed_goes_on_from_what_is_on_disk_wherever_its_end_is_torn()
    {
        store.Away = new SinkAwayException("away");
        byte[][] files;
        await using (SinkQueue queue = await OpenAsync(o => o with { MemoryBytes = 1, FileBytes = 3 * BatchBytes }))
        {
            await AcceptAsync(queue, 7);
            files = [.. Spilled().Select(File.ReadAllBytes)];
        }

        Assert.True(files.Length > 1);
        Random random = new(7);
        for (int round = 0; round < 40; round++)
        {
            using TemporaryFolder crashed = new();
            for (int i = 0; i < files.Length; i++)
            {
                int kept = i == files.Length - 1 ? random.Next(files[i].Length + 1) : files[i].Length;
                await File.WriteAllBytesAsync(crashed[$"{i + 1:0000000000}.spill"], files[i][..kept], Cancel);
            }

            FakeSinkStore back = new();
            await using SinkQueue queue = await SinkQueue.OpenAsync(back, Options(crashed.Path), Cancel);
            long from = (await queue.CursorsAsync(["S"], Cancel))["S"];
            Assert.InRange(from, 3, 7);
            for (long number = from; number < 10; number++)
            {
                await queue.AcceptAsync(Batch(number), Cancel);
            }

            await queue.FlushAsync(Cancel);
            Assert.Equal(Numbers(1, 10), back.Written);
        }
    }

    [Fact]
    public async Task Damage_in_the_middle_ends_what_is_on_disk_and_the_streams_are_read_again_from_there()
    {
        store.Away = new SinkAwayException("away");
        await using (SinkQueue queue = await OpenAsync(o => o with { MemoryBytes = 1, FileBytes = 3 * BatchBytes }))
        {
            await AcceptAsync(queue, 9);
        }

        string second = Spilled()[1];
        byte[] bytes = await File.ReadAllBytesAsync(second, Cancel);
        bytes[^(BatchBytes / 2)] ^= 1;
        await File.WriteAllBytesAsync(second, bytes, Cancel);
        store.Away = null;
        await using SinkQueue again = await OpenAsync();
        long from = (await again.CursorsAsync(["S"], Cancel))["S"];
        Assert.InRange(from, 4, 7);
        Assert.Contains(said, line => line.StartsWith(second, StringComparison.Ordinal) && line.Contains("is not whole behind byte", StringComparison.Ordinal));
        next = from;
        await AcceptAsync(again, 3);
        await again.FlushAsync(Cancel);
        Assert.Equal(Numbers(1, from + 3), store.Written);
    }

    [Fact]
    public async Task Where_readers_go_on_is_known_from_the_disk_else_from_the_database()
    {
        store.Cursors["S"] = 5;
        store.Away = new SinkAwayException("away");
        next = 5;
        await using (SinkQueue queue = await OpenAsync(o => o with { MemoryBytes = 1 }))
        {
            Task<IReadOnlyDictionary<string, long>> asked = queue.CursorsAsync(["S", "other"], Cancel);
            Assert.False(asked.IsCompleted);
            store.Away = null;
            Assert.Equal(new Dictionary<string, long> { ["S"] = 5, ["other"] = 0 }, await asked);
            store.Away = new SinkAwayException("away");
            await AcceptAsync(queue, 4);
        }

        await using SinkQueue again = await OpenAsync();
        Assert.Equal(new Dictionary<string, long> { ["S"] = 9 }, await again.CursorsAsync(["S"], Cancel));
        store.Away = null;
        await again.FlushAsync(Cancel);
        Assert.Equal(Numbers(6, 4), store.Written);
    }

    [Fact]
    public async Task A_database_that_was_put_back_is_not_gone_on_with()
    {
        store.Cursors["S"] = 5;
        next = 5;
        await using SinkQueue queue = await OpenAsync();
        await AcceptAsync(queue, 1);
        await queue.FlushAsync(Cancel);
        store.Cursors["S"] = 2;
        await AcceptAsync(queue, 1);
        Assert.Equal("hole behind 2", (await Assert.ThrowsAsync<StoreException>(() => queue.FlushAsync(Cancel))).Message);
        Assert.Equal(SinkState.Failed, queue.Status.State);
        await Assert.ThrowsAsync<StoreException>(() => AcceptAsync(queue, 1));
    }

    [Fact]
    public async Task A_database_that_refuses_at_the_start_is_said_and_not_tried_again()
    {
        store.Away = new SinkAwayException("db: wrong password") { IsRefusal = true };
        Assert.Equal("db: wrong password", (await Assert.ThrowsAsync<StoreException>(() => OpenAsync())).Message);
        Assert.Equal(1, store.Tries);
        // Later somebody may mend it.
        store.Away = null;
        await using SinkQueue queue = await OpenAsync();
        store.Away = new SinkAwayException("db: wrong password") { IsRefusal = true };
        await AcceptAsync(queue, 2);
        await Until(() => store.Tries > 3);
        store.Away = null;
        await queue.FlushAsync(Cancel);
        Assert.Equal(Numbers(1, 2), store.Written);
    }

    [Fact]
    public async Task A_folder_belongs_to_one_sink_and_one_run()
    {
        store.Away = new SinkAwayException("away");
        await using (SinkQueue queue = await OpenAsync(o => o with { MemoryBytes = 1 }))
        {
            await AcceptAsync(queue, 3);
            Assert.Contains("stop the other sink", (await Assert.ThrowsAsync<StoreException>(() => OpenAsync())).Message, StringComparison.Ordinal);
        }

        FakeSinkStore other = new() { Run = store.Run with { Key = "another" } };
        StoreException refused = await Assert.ThrowsAsync<StoreException>(() => SinkQueue.OpenAsync(other, Options(folder["spill"]), Cancel));
        Assert.Contains("holds batches of run 'test', not of 'another'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Waits_grow_to_a_limit_and_are_spread()
    {
        BackOff pause = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        double[] most = [1, 2, 4, 8, 10, 10];
        for (int round = 0; round < 200; round++)
        {
            foreach (double seconds in most)
            {
                Assert.InRange(pause.Next().TotalSeconds, seconds / 2, seconds);
            }

            pause.Reset();
        }
    }

    private static async Task Until(Func<bool> isSo)
    {
        while (!isSo())
        {
            await Task.Delay(1, Cancel);
        }
    }

    private static List<(string, long)> Numbers(long from, long count)
    {
        List<(string, long)> numbers = [];
        for (long i = 0; i < count; i++)
        {
            numbers.Add(("S", from + i));
        }

        return numbers;
    }

    private static SinkBatch Batch(long after)
    {
        SinkBatch batch = new();
        batch.AddLetter(new SinkLog("L", new LogTag(7), ["L"]), new DeadLetter("place", "reason", Encoding.UTF8.GetBytes(new string('x', BatchBytes - 200))));
        batch.Move("S", after, after + 1);
        return batch;
    }

    private SinkOptions Options(string path) => new()
    {
        Folder = path,
        MemoryBytes = 3 * BatchBytes,
        RetryFrom = TimeSpan.FromMilliseconds(1),
        RetryUpTo = TimeSpan.FromMilliseconds(2),
        Say = line =>
        {
            lock (said)
            {
                said.Add(line);
            }
        },
    };

    private Task<SinkQueue> OpenAsync(Func<SinkOptions, SinkOptions>? with = null) =>
        SinkQueue.OpenAsync(store, with is null ? Options(folder["spill"]) : with(Options(folder["spill"])), Cancel);

    private async Task AcceptAsync(SinkQueue queue, int count)
    {
        for (int i = 0; i < count; i++)
        {
            await queue.AcceptAsync(Batch(next++), Cancel);
        }
    }

    private string[] Spilled() => [.. Directory.GetFiles(folder["spill"], "*.spill").Order(StringComparer.Ordinal)];
}
