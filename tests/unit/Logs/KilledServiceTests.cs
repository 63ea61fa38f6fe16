using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Pawl.Bus;
using Pawl.Candles;
using Pawl.Engine;
using Pawl.Logs;
using Pawl.Recovery;
using Pawl.Tests.Unit.Bus;
using Pawl.Tests.Unit.Recovery;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Logs;

/// <summary>
/// Sequencer, executor and publisher, killed or stopped at every single call that they make, and started again: what
/// they write is what one process says that nobody killed.
/// </summary>
public sealed class KilledServiceTests
{
    private const int Events = 240;

    /// <summary>Ticks, before some of which something is missing.</summary>
    private static InputEvent[] EventsOf(int seed)
    {
        InputEvent[] events = Course.Events(seed, Events);
        for (int i = 17; i < Events; i += 37)
        {
            events[i].Flags |= InputEvent.AfterGap;
        }

        return events;
    }

    [Theory]
    [InlineData(1, Ending.KilledBefore)]
    [InlineData(1, Ending.KilledBehind)]
    [InlineData(2, Ending.KilledBehind)]
    [InlineData(1, Ending.Stopped)]
    public async Task A_sequencer_killed_at_any_call_puts_each_event_into_the_log_once(int seed, Ending how)
    {
        InputEvent[] events = EventsOf(seed);
        byte[] awaited = Content(events);
        int calls = await CallsOf(death => SmallSystem.SequenceAsync(new SmallSystem(), events, death));
        Assert.True(calls > 30);
        for (int at = 1; at <= calls; at++)
        {
            SmallSystem system = new();
            await EndsAsync(how, () => SmallSystem.SequenceAsync(system, events, new Death(at, how)));
            await SmallSystem.SequenceAsync(system, events, Death.Never());
            Assert.True(awaited.AsSpan().SequenceEqual(Content(InputsOf(system))), $"killed at call {at}");
        }
    }

    [Theory]
    [InlineData(1, Ending.KilledBefore)]
    [InlineData(1, Ending.KilledBehind)]
    [InlineData(2, Ending.KilledBehind)]
    [InlineData(1, Ending.Stopped)]
    public async Task An_executor_killed_at_any_call_says_everything_once(int seed, Ending how)
    {
        InputEvent[] events = EventsOf(seed);
        SmallSystem given = new();
        await SmallSystem.SequenceAsync(given, events, Death.Never());
        Course course = new(given.Tag);
        course.Executor.Process(events, course.Batch);
        string awaited = Encoding.UTF8.GetString(course.Batch.Outputs.Lines.Written);
        int calls = await CallsOf(death => SmallSystem.ExecuteAsync(given.Computed(), death));
        Assert.True(calls > 50);
        for (int at = 1; at <= calls; at++)
        {
            SmallSystem system = given.Computed();
            await EndsAsync(how, () => SmallSystem.ExecuteAsync(system, new Death(at, how)));
            await SmallSystem.ExecuteAsync(system, Death.Never());
            (string said, LogPosition end) = Said(system);
            Assert.Equal(awaited, said);
            Assert.Equal(course.Executor.Position, end);
        }
    }

    [Fact]
    public async Task A_state_that_is_damaged_is_passed_over()
    {
        InputEvent[] events = EventsOf(1);
        SmallSystem given = new();
        await SmallSystem.SequenceAsync(given, events, Death.Never());
        SmallSystem whole = given.Computed();
        Death never = Death.Never();
        await SmallSystem.ExecuteAsync(whole, never);
        SmallSystem system = given.Computed();
        await Assert.ThrowsAsync<KilledException>(() => SmallSystem.ExecuteAsync(system, new Death(never.Calls * 3 / 4, Ending.KilledBehind)));
        StreamRecord newest = system.States.Records[^1];
        byte[] damaged = newest.Content.ToArray();
        damaged[damaged.Length / 2] ^= 1;
        system.States.Records[^1] = newest with { Content = damaged };
        await SmallSystem.ExecuteAsync(system, Death.Never());
        Assert.Equal(Said(whole), Said(system));
    }

    [Theory]
    [InlineData(Ending.KilledBefore)]
    [InlineData(Ending.KilledBehind)]
    [InlineData(Ending.Stopped)]
    public async Task A_publisher_killed_at_any_call_tells_each_line_once(Ending how)
    {
        InputEvent[] events = EventsOf(1);
        SmallSystem given = new();
        await SmallSystem.SequenceAsync(given, events, Death.Never());
        await SmallSystem.ExecuteAsync(given, Death.Never());
        string[] awaited = [.. Said(given).Lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        int calls = await CallsOf(async death => await PublishAsync(await HalfTold(given), death));
        Assert.True(calls > 50);
        for (int at = 1; at <= calls; at++)
        {
            SmallSystem system = await HalfTold(given);
            await EndsAsync(how, () => PublishAsync(system, new Death(at, how)));
            await PublishAsync(system, Death.Never());
            Assert.Equal(awaited, system.Public.Records.Where(r => r.Number > 0).Select(r => Encoding.UTF8.GetString(r.Content.Span)));
        }
    }

    /// <summary>Some of it was told by a process that was killed before it wrote down how far it had come.</summary>
    private static async Task<SmallSystem> HalfTold(SmallSystem given)
    {
        SmallSystem system = given.Told();
        await Assert.ThrowsAsync<KilledException>(() => PublishAsync(system, new Death(20, Ending.KilledBehind), TimeSpan.FromDays(1)));
        Assert.True(system.Public.Records.Count > 2);
        return system;
    }

    private static async Task EndsAsync(Ending how, Func<Task> run)
    {
        if (how == Ending.Stopped)
        {
            await run();
        }
        else
        {
            await Assert.ThrowsAsync<KilledException>(run);
        }
    }

    private static async Task<int> CallsOf(Func<Death, Task> run)
    {
        Death never = Death.Never();
        await run(never);
        return never.Calls;
    }

    private static async Task PublishAsync(SmallSystem system, Death death, TimeSpan checkpointEvery = default)
    {
        using CancellationTokenSource stop = new();
        death.Stop = stop.Cancel;
        Publisher publisher = new(
            [new PublishedStream("0", new MortalStream(system.Outputs, death, stop.Cancel))], new MortalStream(system.Public, death, stop.Cancel), "owner", new MortalKeys(system.Keys, death),
            new PublisherOptions(SmallSystem.NewOwner(), (_, _) => "told") { Window = 4, CheckpointEvery = checkpointEvery });
        await publisher.RunAsync(stop.Token);
    }

    /// <summary>What stands in the inputs of the log, record by record without a hole.</summary>
    private static InputEvent[] InputsOf(SmallSystem system)
    {
        List<InputEvent> events = [];
        EventDecoder decoder = new();
        foreach (StreamRecord record in system.Inputs.Records.Where(r => r.Number > 0))
        {
            InputRecord input = InputRecord.Read(record.Content);
            Assert.Equal(events.Count + 1, input.FirstRecord);
            decoder.Open(input.Events);
            while (decoder.TryRead(out InputEvent e, out _))
            {
                events.Add(e);
            }
        }

        return [.. events];
    }

    private static byte[] Content(InputEvent[] events)
    {
        EventEncoder encoder = new();
        encoder.Clear();
        foreach (ref readonly InputEvent e in events.AsSpan())
        {
            encoder.Add(in e, EventMarks.None);
        }

        return encoder.Complete().ToArray();
    }

    private static (string Lines, LogPosition End) Said(SmallSystem system)
    {
        StringBuilder lines = new();
        LogPosition end = default;
        foreach (StreamRecord record in system.Outputs.Records.Where(r => r.Number > 0))
        {
            OutputRecords said = OutputRecords.Read(record.Content);
            Assert.Equal(end, said.From);
            end = said.To;
            OutputReader reader = new(said.Content);
            for (int i = 0; i < reader.Count; i++)
            {
                lines.Append(Encoding.UTF8.GetString(reader.LinesOf(i)));
            }
        }

        return (lines.ToString(), end);
    }
}
