using System.Text;
using Pawl.Engine;
using Pawl.Feed;
using Pawl.Logs;
using Pawl.Persistence.Sinks;
using Pawl.Recovery;
using Pawl.Tests.Support;
using Pawl.Tests.Unit.Logs;
using Pawl.Tests.Unit.Recovery;
using Xunit;
using Ending = Pawl.Tests.Unit.Logs.Ending;

namespace Pawl.Tests.Unit.Feed;

/// <summary>
/// The process that feeds a database, killed or stopped at every single call that it makes, and started again, with a database that is
/// there or comes and goes: each event and each line stands there once.
/// </summary>
public sealed class KilledFeedTests : IDisposable
{
    private const int Events = 120;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1, Ending.KilledBefore, false)]
    [InlineData(1, Ending.KilledBehind, false)]
    [InlineData(2, Ending.KilledBehind, true)]
    [InlineData(1, Ending.KilledBehind, true)]
    [InlineData(1, Ending.Stopped, false)]
    [InlineData(2, Ending.Stopped, true)]
    public async Task A_feed_that_ends_at_any_call_brings_everything_once(int seed, Ending how, bool comesAndGoes)
    {
        InputEvent[] events = Course.Events(seed, Events);
        SmallSystem system = new();
        await SmallSystem.SequenceAsync(system, events, Death.Never());
        await SmallSystem.ExecuteAsync(system, Death.Never());
        Course course = new(system.Tag);
        course.Executor.Process(events, course.Batch);
        List<InputEvent> numbered = Numbered(course.Batch);
        byte[] awaited = Content(numbered);
        string said = Encoding.UTF8.GetString(course.Batch.Outputs.Lines.Written);
        Assert.True(numbered.Count < Events || seed == 2);

        Death never = Death.Never();
        await FeedAsync(system, new TableServer(), never, comesAndGoes ? new Random(seed) : null);
        int ended = 0;
        for (int at = 1; at <= never.Calls; at++)
        {
            TableServer tables = new();
            Death death = new(at, how) { EndsAll = true };
            await FeedAsync(system, tables, death, comesAndGoes ? new Random(at) : null);
            ended += death.Calls >= at ? 1 : 0;
            await FeedAsync(system, tables, Death.Never(), comesAndGoes ? new Random(-at) : null);
            Assert.Equal(awaited, Content(tables.Events));
            Assert.Equal(said, tables.Lines.ToString());
            Assert.Equal((system.Inputs.Records.Count, system.Outputs.Records.Count), (tables.Cursors["IN_0"], tables.Cursors["OUT_0"]));
        }

        Assert.True(ended > never.Calls / 2 && ended > 60, $"only {ended} were ended");
    }

    /// <summary>A process works until all is written, or it ends.</summary>
    private async Task FeedAsync(SmallSystem system, TableServer tables, Death death, Random? trouble)
    {
        bool IsComplete() => tables.Cursors.GetValueOrDefault("OUT_0") == system.Outputs.Records.Count;
        if (IsComplete())
        {
            return;
        }

        using CancellationTokenSource stop = new();
        death.Stop = stop.Cancel;
        MortalStore store = new(tables, death, trouble, () =>
        {
            if (IsComplete())
            {
                stop.Cancel();
            }
        });
        try
        {
            await using SinkQueue sink = await SinkQueue.OpenAsync(store, new SinkOptions
            {
                Folder = folder["spill"], MemoryBytes = trouble is null ? 1 << 20 : 1, RetryFrom = TimeSpan.FromTicks(1), RetryUpTo = TimeSpan.FromTicks(1),
            });
            DatabaseFeed feed = new([system.Of(death, () => { })], letters: null, new FeedOptions(_ => [SmallSystem.Log]) { BatchRows = 16, BatchEvery = TimeSpan.Zero });
            await feed.RunAsync(sink, stop.Token);
        }
        catch (Exception e) when (e is KilledException or StoreException && death.IsOver)
        {
            // The sink tells what ended its writing in its own words.
        }
    }

    private static List<InputEvent> Numbered(LogBatch batch)
    {
        List<InputEvent> events = [];
        EventDecoder decoder = new();
        decoder.Open(batch.Inputs.Complete());
        while (decoder.TryRead(out InputEvent e, out EventMarks marks))
        {
            if ((marks & EventMarks.Duplicate) == EventMarks.None)
            {
                events.Add(e);
            }
        }

        return events;
    }

    private static byte[] Content(List<InputEvent> events)
    {
        EventEncoder encoder = new();
        encoder.Clear();
        foreach (InputEvent e in events)
        {
            encoder.Add(in e, EventMarks.None);
        }

        return encoder.Complete().ToArray();
    }
}
