using System.Text;
using Pawl.Bus;
using Pawl.Nats;
using Pawl.Nats.JetStream;
using Xunit;

namespace Pawl.Tests.Integration.Nats;

/// <summary>Streams and keys of JetStream on a real server.</summary>
public sealed class StreamTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static StreamConfig Config => new("IN_0", "log.in.>") { RefusesWhenFull = true, IsAppendOnly = true };

    [Fact]
    public async Task A_stream_is_made_once_and_every_difference_is_named()
    {
        using NatsServer server = NatsServer.Run();
        await using NatsLink link = new(server.Options, Patience);
        JetStreamApi jetStream = await link.JetStreamAsync(Cancel);
        Assert.Null(await jetStream.StateAsync("IN_0", Cancel));
        StreamState[] made = await Task.WhenAll(jetStream.EnsureAsync(Config, Cancel), jetStream.EnsureAsync(Config, Cancel));
        Assert.All(made, state => Assert.Equal((0, 0), (state.Messages, state.Last)));
        NatsException other = await Assert.ThrowsAsync<StreamDiffersException>(() => jetStream.EnsureAsync(Config with { MaxAge = TimeSpan.FromHours(3), IsAppendOnly = false, RefusesWhenFull = false }, Cancel));
        Assert.Equal("stream IN_0 is kept otherwise than asked: discard is \"new\" (asked: \"old\"); max_age is 0 (asked: 10800000000000)", other.Message);
        JetStreamException refused = await Assert.ThrowsAsync<JetStreamException>(() => jetStream.EnsureAsync(Config with { Name = "IN_1" }, Cancel));
        Assert.Contains("subjects overlap", refused.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_streams_says_so()
    {
        using NatsServer server = NatsServer.Run("accounts { A: { users: [ { user: a, password: a } ] } }");
        await using NatsLink link = new(server.Options with { User = "a", Password = "a" }, Patience);
        JetStreamApi jetStream = await link.JetStreamAsync(Cancel);
        NatsException none = await Assert.ThrowsAnyAsync<NatsException>(() => jetStream.StateAsync("IN_0", Cancel));
        Assert.Contains("JetStream", none.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_owners_the_older_cannot_write_and_readers_get_all_in_order()
    {
        using NatsServer server = NatsServer.Run();
        await using NatsLink link = new(server.Options, Patience);
        await (await link.JetStreamAsync(Cancel)).EnsureAsync(Config, Cancel);
        await using NatsLink other = new(server.Options, Patience);
        FencedWriter first = await Take(link, "a");
        for (int i = 0; i < 20_000; i++)
        {
            await first.AppendAsync("log.in.ES", BitConverter.GetBytes(i), Cancel);
        }

        await first.FlushAsync(Cancel);
        FencedWriter second = await Take(other, "b");
        await second.AppendAsync("log.in.ES", BitConverter.GetBytes(20_000), Cancel);
        await second.FlushAsync(Cancel);
        await Assert.ThrowsAsync<OwnershipLostException>(async () =>
        {
            await first.AppendAsync("log.in.ES", BitConverter.GetBytes(-1), Cancel);
            await first.FlushAsync(Cancel);
        });
        await foreach (StreamRecord record in new NatsRecordStream(link, "IN_0").ReadAsync(0, cancel: Cancel))
        {
            // Each owner's first record has no content of the log, so the second owner's stand one further back.
            int epoch = record.Sequence <= 20_001 ? 1 : 2;
            Assert.Equal((epoch, epoch == 1 ? record.Sequence - 1 : record.Sequence - 20_002), ((int)record.Epoch, record.Number));
            if (record.Number > 0)
            {
                Assert.Equal(record.Sequence - 1 - epoch, BitConverter.ToInt32(record.Content.Span));
            }

            if (record.Sequence == 20_003)
            {
                break;
            }
        }
    }

    /// <summary>The new owner's first record takes the place of one that the old owner has on its way; what he sent behind that finds the number that it expects.</summary>
    [Fact]
    public async Task What_an_old_owner_has_on_its_way_does_not_come_in_behind_the_new_one()
    {
        using NatsServer server = NatsServer.Run();
        await using NatsLink link = new(server.Options, Patience);
        await (await link.JetStreamAsync(Cancel)).EnsureAsync(Config, Cancel);
        NatsRecordStream stream = new(link, "IN_0");
        await Take(link, "a");
        await Take(link, "b");
        Assert.Equal(2, (await stream.EndAsync(Cancel)).Sequence);
        Task<bool>[] late =
        [
            await stream.AppendAsync(new StreamRecord(2, "log.in.ES", 1, 1, default), isAfterKnown: true, Cancel),
            await stream.AppendAsync(new StreamRecord(3, "log.in.ES", 1, 2, default), isAfterKnown: false, Cancel),
            await stream.AppendAsync(new StreamRecord(4, "log.in.ES", 1, 3, default), isAfterKnown: false, Cancel),
        ];
        bool[] stored = await Task.WhenAll(late);
        Assert.All(stored, Assert.False);
        Assert.Equal(2, (await stream.EndAsync(Cancel)).Sequence);
    }

    [Fact]
    public async Task A_key_is_written_only_by_who_knows_what_it_has()
    {
        using NatsServer server = NatsServer.Run();
        await using NatsLink link = new(server.Options, Patience);
        KeyValueBucket bucket = new(link, "leases");
        await bucket.EnsureAsync(TimeSpan.FromSeconds(60), Cancel);
        Assert.Null(await bucket.GetAsync("p.3", Cancel));
        long? made = await bucket.PutAsync("p.3", "a"u8.ToArray(), 0, Cancel);
        Assert.NotNull(made);
        Assert.Null(await bucket.PutAsync("p.3", "b"u8.ToArray(), 0, Cancel));
        long?[] both = await Task.WhenAll(bucket.PutAsync("p.3", "b"u8.ToArray(), made.Value, Cancel), bucket.PutAsync("p.3", "c"u8.ToArray(), made.Value, Cancel));
        Assert.Single(both, revision => revision is null);
        KeyEntry now = (await bucket.GetAsync("p.3", Cancel))!;
        Assert.Equal(both[0] is null ? "c" : "b", Encoding.ASCII.GetString(now.Value.Span));
        Assert.Equal(both.Single(r => r is not null), now.Revision);
    }

    /// <summary>Two that want the same partition: one has it, and when it no longer renews it the other has it within its life and a little.</summary>
    [Fact]
    public async Task A_lease_that_nobody_renews_goes_to_the_next_one()
    {
        using NatsServer server = NatsServer.Run();
        await using NatsLink link = new(server.Options, Patience);
        KeyValueBucket bucket = new(link, "leases");
        await bucket.EnsureAsync(TimeSpan.Zero, Cancel);
        var life = TimeSpan.FromSeconds(1);
        Lease first = new(bucket, "p.3", "a", life, TimeProvider.System);
        Lease second = new(bucket, "p.3", "b", life, TimeProvider.System);
        Assert.True(await first.TryHoldAsync(Cancel));
        Assert.False(await second.TryHoldAsync(Cancel));
        Assert.True(await first.TryHoldAsync(Cancel));
        while (!await second.TryHoldAsync(Cancel))
        {
            await Task.Delay(second.Beat, Cancel);
        }

        Assert.False(first.IsHeld);
        Assert.False(await first.TryHoldAsync(Cancel));
        await second.ReleaseAsync(Cancel);
        Assert.True(await first.TryHoldAsync(Cancel));
    }

    /// <summary>The server is killed again and again while a writer writes: nothing is lost or doubled, and nothing it was told is untrue.</summary>
    [Fact]
    [Trait("Speed", "slow")]
    public async Task A_server_that_is_killed_while_it_is_written_to_holds_each_record_once()
    {
        const int Count = 60_000;
        const int Kills = 5;
        using NatsServer server = NatsServer.Run();
        await using NatsLink link = new(server.Options, TimeSpan.FromSeconds(2));
        await (await link.JetStreamAsync(Cancel)).EnsureAsync(Config, Cancel);
        FencedWriter writer = await Take(link, "a");
        for (int i = 0; i < Count; i++)
        {
            if (i % (Count / (Kills + 1)) == 0 && i > 0)
            {
                server.Kill();
                server.Start();
            }

            await writer.AppendAsync("log.in.ES", BitConverter.GetBytes(i), Cancel);
        }

        await writer.FlushAsync(Cancel);
        Assert.Equal(Count + 1, writer.Stored);
        await foreach (StreamRecord record in new NatsRecordStream(link, "IN_0").ReadAsync(1, cancel: Cancel))
        {
            Assert.Equal(record.Sequence - 2, BitConverter.ToInt32(record.Content.Span));
            if (record.Sequence == Count + 1)
            {
                break;
            }
        }
    }

    private static Task<FencedWriter> Take(NatsLink link, string owner) =>
        FencedWriter.TakeAsync(new NatsRecordStream(link, "IN_0"), "log.in.epoch", owner, 1000, TimeSpan.FromMilliseconds(50), Cancel);
}
