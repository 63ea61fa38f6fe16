using Pawl.Bus;
using Pawl.Engine;
using Pawl.Logs;
using Pawl.Recovery;
using Pawl.Tests.Unit.Bus;
using Pawl.Tests.Unit.Recovery;
using Xunit;

namespace Pawl.Tests.Unit.Logs;

/// <summary>Whoever follows the inputs of the logs gets each event once and in order, or hears that this cannot be.</summary>
public sealed class InputFollowerTests
{
    private static readonly LogTag Tag = new(7);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Each_event_comes_once_although_records_came_twice_and_the_server_is_away_now_and_then(int seed)
    {
        InputEvent[] events = Course.Events(seed, 200);
        Random random = new(seed);
        StreamServer server = new();
        Store(server, "=owner", 0, []);
        for (int at = 0; at < events.Length;)
        {
            int to = Math.Min(events.Length, at + 1 + random.Next(9));
            for (int times = random.Next(3); times >= 0; times--)
            {
                Store(server, "X", at + 1, events[at..to]);
            }

            at = to;
        }

        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        InputFollower follower = Follow(server, random, 30);
        Task following = follower.RunAsync(stop.Token);
        List<InputEvent> come = [];
        EventDecoder decoder = new();
        while (come.Count < events.Length)
        {
            FollowedEvents next = await follower.Events.ReadAsync(Cancel);
            Assert.Equal("X", next.Log);
            decoder.Open(next.Events);
            for (int i = 0; i < next.Count; i++)
            {
                Assert.True(decoder.TryRead(out InputEvent e, out _));
                come.Add(e);
            }
        }

        await stop.CancelAsync();
        await following;
        Assert.False(follower.Events.TryRead(out _));
        Assert.Equal(events.Select(e => (e.Kind, e.Time)), come.Select(e => (e.Kind, e.Time)));
    }

    [Fact]
    public async Task What_is_not_there_any_more_is_missed()
    {
        StreamServer server = new();
        Store(server, "X", 5, Course.Events(1, 3));
        StoreException missed = await Assert.ThrowsAsync<StoreException>(() => Follow(server, new Random(1), 0).RunAsync(Cancel));
        Assert.Equal("log X: record 1 of stream S goes on with event 5, and event 1 is needed: what lies between is not there any more", missed.Message);
    }

    private static InputFollower Follow(StreamServer server, Random random, int trouble)
    {
        DoubtfulStream stream = new(server, random, trouble);
        return new InputFollower([new LogStreams(0, stream, stream, stream)], new ReaderOptions { Pause = TimeSpan.Zero, Ahead = 4 });
    }

    private static void Store(StreamServer server, string log, long first, InputEvent[] events)
    {
        EventEncoder encoder = new();
        encoder.Clear();
        foreach (ref readonly InputEvent e in events.AsSpan())
        {
            encoder.Add(in e, EventMarks.None);
        }

        ReadOnlyMemory<byte> content = new InputRecord(Tag, first, events.Length, 0, new Dictionary<string, long>(StringComparer.Ordinal), encoder.Complete()).Write();
        int number = server.Records.Count;
        Assert.True(server.TryStore(new StreamRecord(number + 1, "log.in.0." + log, 1, log == "=owner" ? 0 : number + 1, content.ToArray()), isAfterKnown: true));
    }
}
