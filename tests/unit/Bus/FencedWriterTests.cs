using System.Buffers.Binary;
using Pawl.Bus;
using Xunit;

namespace Pawl.Tests.Unit.Bus;

/// <summary>Whatever goes wrong on the way: each record of an owner once, in order, without holes, and none of an owner of the past.</summary>
public sealed class FencedWriterTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Owners_follow_one_another_through_all_that_can_go_wrong()
    {
        for (int seed = 0; seed < 1500; seed++)
        {
            await Run(seed);
        }
    }

    private static async Task Run(int seed)
    {
        Random random = new(seed);
        int trouble = random.Next(60);
        StreamServer server = new();
        List<(FencedWriter Writer, DoubtfulStream Way, List<int> Sent, int Confirmed)> owners = [];
        int next = 0;
        for (int step = 0; step < 60; step++)
        {
            if (owners.Count == 0 || random.Next(12) == 0)
            {
                DoubtfulStream way = new(server, random, trouble);
                FencedWriter taken = await Take(way, $"{seed}-{step}", random.Next(1, 6));
                owners.Add((taken, way, [], 0));
                continue;
            }

            // The newest mostly; sometimes one that does not know yet that it is of the past.
            int which = random.Next(5) == 0 ? random.Next(owners.Count) : owners.Count - 1;
            (FencedWriter writer, DoubtfulStream path, List<int> sent, _) = owners[which];
            try
            {
                if (random.Next(4) == 0)
                {
                    await writer.FlushAsync(Cancel);
                    owners[which] = (writer, path, sent, sent.Count);
                }
                else
                {
                    sent.Add(next);
                    await writer.AppendAsync("s", Bytes(next++), Cancel);
                }
            }
            catch (OwnershipLostException)
            {
                Assert.True(which < owners.Count - 1);
            }
        }

        await owners[^1].Writer.FlushAsync(Cancel);
        Check(server, owners[^1].Writer.Epoch, owners[^1].Sent);
        int before = server.Records.Count;
        foreach ((_, DoubtfulStream way, _, _) in owners)
        {
            // What comes at the very last finds its place taken.
            way.StoreLate(all: true);
        }

        Assert.Equal(before, server.Records.Count);
        foreach ((FencedWriter writer, _, List<int> sent, int confirmed) in owners)
        {
            int[] stored = StoredBy(server, writer.Epoch);
            Assert.Equal(sent.Take(stored.Length), stored);
            Assert.True(stored.Length >= confirmed, $"seed {seed}: {confirmed} were said to be stored, {stored.Length} are");
        }
    }

    private static void Check(StreamServer server, long epoch, List<int> sent)
    {
        Assert.Equal(sent, StoredBy(server, epoch));
        for (int i = 1; i < server.Records.Count; i++)
        {
            (StreamRecord a, StreamRecord b) = (server.Records[i - 1], server.Records[i]);
            Assert.True((b.Epoch == a.Epoch && b.Number == a.Number + 1) || (b.Epoch == a.Epoch + 1 && b.Number == 0), $"{a} is followed by {b}");
        }
    }

    private static int[] StoredBy(StreamServer server, long epoch) =>
        [.. server.Records.Where(r => r.Epoch == epoch && r.Number > 0).Select(r => BinaryPrimitives.ReadInt32LittleEndian(r.Content.Span))];

    private static byte[] Bytes(int value)
    {
        byte[] bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static async Task<FencedWriter> Take(DoubtfulStream way, string owner, int window)
    {
        for (int turn = 0; ; turn++)
        {
            try
            {
                return await FencedWriter.TakeAsync(way, "epoch", $"{owner}-{turn}", window, TimeSpan.Zero, Cancel);
            }
            catch (OwnershipLostException)
            {
                // A record of the one before arrived at the same moment.
            }
        }
    }

    [Fact]
    public async Task A_stream_that_lost_its_end_or_was_replaced_is_not_written_to()
    {
        StreamServer server = new();
        DoubtfulStream way = new(server, new Random(1), 0);
        FencedWriter writer = await Take(way, "a", 1);
        await writer.AppendAsync("s", Bytes(1), Cancel);
        await writer.FlushAsync(Cancel);
        server.Records.Clear();
        await Assert.ThrowsAsync<StreamBrokenException>(async () =>
        {
            await writer.AppendAsync("s", Bytes(2), Cancel);
            await writer.FlushAsync(Cancel);
        });
        Assert.Empty(server.Records);
    }

    [Theory]
    [InlineData("BTCUSDT", 12)]
    [InlineData("ETHUSDT", 0)]
    [InlineData("AAPL", 11)]
    [InlineData("NIFTY50", 12)]
    [InlineData("ESZ6", 13)]
    public void Partitions_are_those_of_the_servers_own_hash(string log, int partition) => Assert.Equal(partition, new Partitions(16).Of(log));

    [Fact]
    public void A_table_decides_before_the_hash() =>
        Assert.Equal([3, 11], new[] { "BTCUSDT", "AAPL" }.Select(new Partitions(16, new Dictionary<string, int>(StringComparer.Ordinal) { ["BTCUSDT"] = 3 }).Of));
}
