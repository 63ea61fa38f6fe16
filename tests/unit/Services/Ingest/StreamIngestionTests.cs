using System.Text;
using System.Text.Json;
using Pawl.Bus;
using Pawl.Host.Services.Ingest;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Unit.Services.Ingest;

/// <summary>Streams of numbered records: what the logs are given of them, whatever comes twice, too early, too late or not at all.</summary>
public sealed class StreamIngestionTests
{
    private readonly MemoryBorder border = new();
    private readonly IngestCounts counts = new();
    private readonly StillClock clock = new();
    private StreamIngestion gateway;

    public StreamIngestionTests() => gateway = Anew(TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private StreamIngestion Anew(TimeSpan wait) => new(border, border, NinjaTraderReaderTests.Symbols("ESZ2026"), counts, clock, wait);

    private Task<IngestAnswer> Send(string body, bool strict = false, string key = "") => gateway.TakeAsync(new IncomingBatch("feed", Encoding.UTF8.GetBytes(body), key), strict, Cancel);

    private Task<IngestAnswer> Send(long first, long last, bool strict = false) => Send(Batches.Of(Batches.Trades(Batches.Range(first, last))), strict);

    /// <summary>The numbers of the trades that logs are given, by their sizes.</summary>
    private long[] Given() => [.. border.Sequenced().Select(l => JsonDocument.Parse(l).RootElement.GetProperty("data").GetProperty("size").GetInt64() - 1)];

    [Fact]
    public async Task Batches_in_order_are_accepted_and_a_batch_that_comes_twice_is_known()
    {
        Assert.Equal(new IngestAnswer(5, 0) { NextExpected = 5, Batch = 1 }, await Send(0, 4));
        Assert.Equal(new IngestAnswer(0, 5) { NextExpected = 5, Batch = 1 }, await Send(0, 4));
        Assert.Equal(new IngestAnswer(3, 2) { NextExpected = 8, Batch = 1 }, await Send(3, 7));
        string keyed = Batches.Of(Batches.Trades(8, 9));
        Assert.Equal(202, (await Send(keyed, key: "k")).Status);
        Assert.Equal(new IngestAnswer(2, 0) { NextExpected = 10, Batch = 1, Status = 200 }, await Send(keyed, key: "k"));
        RefusedException conflict = await Assert.ThrowsAsync<RefusedException>(() => Send(Batches.Of(Batches.Trades(10)), key: "k"));
        Assert.Equal((422, "idempotency-conflict"), (conflict.Status, conflict.Word));
        Assert.Equal(Batches.Range(0, 9), Given());
        Assert.Equal((10L, 7L, 0L), (counts.Accepted, counts.Duplicates, counts.Gaps));
    }

    [Fact]
    public async Task Records_that_are_no_ticks_take_numbers_and_nothing_else()
    {
        string heart = """{"q":2,"k":"H","t":"2024-03-04T15:00:00Z"}""";
        string start = """{"q":0,"k":"S","t":"2024-03-04T15:00:00Z"}""";
        Assert.Equal(new IngestAnswer(2, 0) { NextExpected = 4, Batch = 1 }, await Send(Batches.Of(string.Join(',', start, Batches.Trades(1), heart, Batches.Trades(3)))));
        Assert.Equal([1L, 3L], Given());
        Assert.Equal(0, counts.Gaps);
    }

    [Fact]
    public async Task A_hole_is_a_gap_that_can_be_filled_for_a_while_in_any_order_and_once()
    {
        await Send(0, 4);
        Assert.Equal(new IngestAnswer(5, 0) { NextExpected = 20, Batch = 1 }, await Send(15, 19));
        Assert.Equal(1, counts.Gaps);
        await Send(10, 12);
        Assert.Equal(new IngestAnswer(3, 3) { NextExpected = 20, Batch = 1 }, await Send(8, 13));
        await Send(5, 7);
        Assert.Equal(new IngestAnswer(0, 3) { NextExpected = 20, Batch = 1 }, await Send(5, 7));
        clock.Now += TimeSpan.FromSeconds(31);
        Assert.Equal(new IngestAnswer(0, 2) { Late = 1, NextExpected = 20, Batch = 1 }, await Send(13, 15));
        Assert.Equal([0, 1, 2, 3, 4, 15, 16, 17, 18, 19, 10, 11, 12, 8, 9, 13, 5, 6, 7], Given());
        Assert.Equal(1, counts.Late);
    }

    [Fact]
    public async Task What_the_sender_says_is_lost_is_waited_for_by_nobody()
    {
        gateway = Anew(TimeSpan.FromHours(1));
        await Send(0, 4);
        string gap = """{"q":21,"k":"G","t":"2024-03-04T15:00:00Z","from":5,"to":19}""";
        Assert.Equal(new IngestAnswer(2, 0) { NextExpected = 23, Batch = 1 }, await Send(Batches.Of(string.Join(',', Batches.Trades(20), gap, Batches.Trades(22)))));
        Assert.Equal([0, 1, 2, 3, 4, 20, 22], Given());
    }

    [Fact]
    public async Task What_is_missing_is_said_with_the_trade_that_comes_next_also_in_another_batch_and_by_another_gateway()
    {
        await Send(0, 4);
        await Send(8, 9);
        await Send(Batches.Of(string.Join(',', Batches.Trades(10), """{"q":11,"k":"G","t":"2024-03-04T15:00:00Z","from":5,"to":7}""")));
        gateway = Anew(TimeSpan.Zero);
        await Send(12, 13);
        await Send(14, 15);
        await Send(Batches.Of(string.Join(',', Batches.Trades(16), """{"q":17,"k":"C","t":"2024-03-04T15:00:00Z","st":"ConnectionLost"}""", Batches.Trades(18, 19))));
        await Send(Batches.Of(Batches.Trades(0), session: "s2"));
        Assert.Equal(["1", "9 gap", "11", "13 gap", "15", "17", "19 gap", "1 gap"], border.Arrivals.Select(a => $"{a.Number % (1L << SenderState.NumberBits)}{(a.IsAfterGap ? " gap" : "")}"));
    }

    [Fact]
    public async Task A_batch_that_is_too_early_waits_for_those_before_it()
    {
        gateway = Anew(TimeSpan.FromHours(1));
        Task<IngestAnswer>[] early = [.. ((long[])[40, 20, 30, 10]).Select(n => Send(n, n + 9))];
        Assert.DoesNotContain(early, t => t.IsCompleted);
        await Send(0, 9);
        Assert.All(await Task.WhenAll(early), a => Assert.Equal((10, 0), (a.Accepted, a.Duplicates)));
        Assert.Equal(Batches.Range(0, 49), Given());
        Assert.Equal(0, counts.Gaps);
    }

    [Fact]
    public async Task Strict_senders_are_told_where_to_go_on()
    {
        await Send(0, 4, strict: true);
        RefusedException early = await Assert.ThrowsAsync<RefusedException>(() => Send(7, 9, strict: true));
        Assert.Equal((409, "sequence-gap", 5L), (early.Status, early.Word, early.NextExpected));
        early = await Assert.ThrowsAsync<RefusedException>(() => Send(Batches.Of(Batches.Trades(1), session: "s2"), strict: true));
        Assert.Equal((409, 0L), (early.Status, early.NextExpected));
        await Send(5, 9, strict: true);
        Assert.Equal(Batches.Range(0, 9), Given());
    }

    [Fact]
    public async Task A_new_session_begins_with_zero_and_a_late_one_of_the_session_before_is_not_doubled()
    {
        await Send(0, 4);
        Assert.Equal(new IngestAnswer(3, 0) { NextExpected = 3, Batch = 1 }, await Send(Batches.Of(Batches.Trades(0, 1, 2), session: "s2")));
        Assert.Equal(1, counts.Gaps);
        Assert.Equal(new IngestAnswer(2, 3) { NextExpected = 3, Batch = 1 }, await Send(2, 6));
        Assert.Equal(new IngestAnswer(0, 5) { NextExpected = 3, Batch = 1 }, await Send(2, 6));
        gateway = Anew(TimeSpan.Zero);
        Assert.Equal(new IngestAnswer(2, 1) { NextExpected = 5, Batch = 1 }, await Send(Batches.Of(Batches.Trades(2, 3, 4), session: "s2")));
        Assert.Equal([0, 1, 2, 3, 4, 0, 1, 2, 5, 6, 3, 4], Given());
    }

    [Fact]
    public async Task Of_a_batch_in_doubt_the_next_one_does_not_overtake_it()
    {
        await Send(0, 4);
        border.Fault = () => (true, false);
        await Assert.ThrowsAsync<BusException>(() => Send(5, 9));
        border.Fault = () => (false, false);
        RefusedException doubt = await Assert.ThrowsAsync<RefusedException>(() => Send(10, 14));
        Assert.Equal((503, "in-doubt"), (doubt.Status, doubt.Word));
        await Send(5, 9);
        await Send(10, 14);
        Assert.Equal(Batches.Range(0, 14), Given());
    }

    [Fact]
    public async Task Two_gateways_for_one_stream_are_told_so()
    {
        await Send(0, 4);
        StreamIngestion other = Anew(TimeSpan.Zero);
        Assert.Equal(5, (await other.TakeAsync(new IncomingBatch("feed", Encoding.UTF8.GetBytes(Batches.Of(Batches.Trades(5, 6))), ""), false, Cancel)).NextExpected - 2);
        await Assert.ThrowsAsync<BusException>(() => Send(7, 8));
        await Send(7, 8);
        Assert.Equal(Batches.Range(0, 8), Given());
    }

    /// <summary>Batches of any length, some sent twice and some too early, a border that fails before or behind what it does, gateways that are killed: each trade once, in its order.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Whatever_fails_and_is_sent_again_each_trade_is_given_once_and_in_order(int seed)
    {
        Lcg random = new((ulong)seed);
        border.Fault = () => (random.OneIn(9), random.OneIn(9));
        long next = 0;
        int rounds = 0;
        while (next < 3_000)
        {
            Assert.InRange(++rounds, 0, 20_000);
            if (random.OneIn(20))
            {
                gateway = Anew(TimeSpan.Zero);
            }

            if (random.OneIn(20))
            {
                border.ForgetIds();
            }

            long first = Math.Max(0, next + (random.OneIn(4) ? random.Next(41) - 20 : 0));
            try
            {
                next = Math.Max(next, (await Send(first, Math.Min(first + random.Next(50), 2_999), strict: true)).NextExpected!.Value);
            }
            catch (BusException)
            {
                // It is sent again, cut otherwise.
            }
            catch (RefusedException problem)
            {
                Assert.Equal(409, problem.Status);
                next = problem.NextExpected!.Value;
            }
        }

        Assert.Equal(Batches.Range(0, 2_999), Given());
    }

    /// <summary>A clock that goes on when it is told to.</summary>
    private sealed class StillClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;

        public override long GetTimestamp() => Now.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Never();

        private sealed class Never : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
