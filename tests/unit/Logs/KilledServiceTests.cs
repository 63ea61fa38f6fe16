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
    private const string Log = "X";
    private const int Events = 240;

    [Theory]
    [InlineData(1, Ending.KilledBefore)]
    [InlineData(1, Ending.KilledBehind)]
    [InlineData(2, Ending.KilledBehind)]
    [InlineData(1, Ending.Stopped)]
    public async Task A_sequencer_killed_at_any_call_puts_each_event_into_the_log_once(int seed, Ending how)
    {
        InputEvent[] events = Course.Events(seed, Events);
        byte[] awaited = Content(events);
        int calls = await CallsOf(death => SequenceAsync(new System(), events, death));
        Assert.True(calls > 30);
        for (int at = 1; at <= calls; at++)
        {
            System system = new();
            await EndsAsync(how, () => SequenceAsync(system, events, new Death(at, how)));
            await SequenceAsync(system, events, Never());
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
        InputEvent[] events = Course.Events(seed, Events);
        System given = new();
        await SequenceAsync(given, events, Never());
        Course course = new(Tag(given));
        course.Executor.Process(events, course.Batch);
        string awaited = Encoding.UTF8.GetString(course.Batch.Outputs.Lines.Written);
        int calls = await CallsOf(death => ExecuteAsync(given.Computed(), death));
        Assert.True(calls > 50);
        for (int at = 1; at <= calls; at++)
        {
            System system = given.Computed();
            await EndsAsync(how, () => ExecuteAsync(system, new Death(at, how)));
            await ExecuteAsync(system, Never());
            (string said, LogPosition end) = Said(system);
            Assert.Equal(awaited, said);
            Assert.Equal(course.Executor.Position, end);
        }
    }

    [Theory]
    [InlineData(Ending.KilledBefore)]
    [InlineData(Ending.KilledBehind)]
    [InlineData(Ending.Stopped)]
    public async Task A_publisher_killed_at_any_call_tells_each_line_once(Ending how)
    {
        InputEvent[] events = Course.Events(1, Events);
        System given = new();
        await SequenceAsync(given, events, Never());
        await ExecuteAsync(given, Never());
        string[] awaited = [.. Said(given).Lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        int calls = await CallsOf(async death => await PublishAsync(await HalfTold(given), death));
        Assert.True(calls > 50);
        for (int at = 1; at <= calls; at++)
        {
            System system = await HalfTold(given);
            await EndsAsync(how, () => PublishAsync(system, new Death(at, how)));
            await PublishAsync(system, Never());
            Assert.Equal(awaited, system.Public.Records.Where(r => r.Number > 0).Select(r => Encoding.UTF8.GetString(r.Content.Span)));
        }
    }

    /// <summary>Some of it was told by a process that was killed before it wrote down how far it had come.</summary>
    private static async Task<System> HalfTold(System given)
    {
        System system = given.Told();
        await Assert.ThrowsAsync<KilledException>(() => PublishAsync(system, new Death(20, Ending.KilledBehind), TimeSpan.FromDays(1)));
        Assert.True(system.Public.Records.Count > 2);
        return system;
    }

    /// <summary>A system of one partition, as its servers hold it.</summary>
    private sealed record System
    {
        public StreamServer Inputs { get; private init; } = new();

        public StreamServer Outputs { get; private init; } = new();

        public StreamServer States { get; } = new();

        public StreamServer Public { get; } = new();

        public Dictionary<string, KeyEntry> Keys { get; } = new(StringComparer.Ordinal);

        /// <summary>Another one with the same inputs.</summary>
        public System Computed() => new() { Inputs = Inputs };

        /// <summary>Another one with the same outputs.</summary>
        public System Told() => new() { Inputs = Inputs, Outputs = Outputs };

        public LogStreams Of(Death death, Action end) =>
            new(0, new MortalStream(Inputs, death, end), new MortalStream(Outputs, death, end), new MortalStream(States, death, end));
    }

    private static Death Never() => new(0, default);

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
        Death never = Never();
        await run(never);
        return never.Calls;
    }

    private static async Task SequenceAsync(System system, InputEvent[] events, Death death)
    {
        using CancellationTokenSource stop = new();
        death.Stop = stop.Cancel;
        Sequencer sequencer = new(new Arrivals(events, stop.Cancel), [system.Of(death, stop.Cancel)], new MortalKeys(system.Keys, death), new SequencerOptions(NewOwner(), _ => 0, _ => new LogRoute(Log, 0))
        {
            RecordEvents = 8, Window = 4, CheckpointEvery = TimeSpan.Zero,
        });
        await sequencer.RunAsync(stop.Token);
    }

    private static async Task ExecuteAsync(System system, Death death)
    {
        using CancellationTokenSource stop = new();
        death.Stop = stop.Cancel;
        PartitionExecutor executor = new(system.Of(death, stop.Cancel), _ => new Course().Executor.Computation, new ExecutorOptions(NewOwner()) { SnapshotEvery = 50, Window = 4, IdleAfter = TimeSpan.Zero });
        await executor.RunAsync(stop.Token);
    }

    private static async Task PublishAsync(System system, Death death, TimeSpan checkpointEvery = default)
    {
        using CancellationTokenSource stop = new();
        death.Stop = stop.Cancel;
        Publisher publisher = new(
            [new MortalStream(system.Outputs, death, stop.Cancel)], new MortalStream(system.Public, death, stop.Cancel), "owner", new MortalKeys(system.Keys, death),
            new PublisherOptions(NewOwner(), _ => "told") { Window = 4, CheckpointEvery = checkpointEvery });
        await publisher.RunAsync(stop.Token);
    }

    private static string NewOwner() => Guid.NewGuid().ToString();

    private static LogTag Tag(System system) => InputRecord.Read(system.Inputs.Records[^1].Content).Tag;

    /// <summary>What stands in the inputs of the log, record by record without a hole.</summary>
    private static InputEvent[] InputsOf(System system)
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

    private static (string Lines, LogPosition End) Said(System system)
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

    /// <summary>The events as messages, up to three in an arrival, some of which were sent twice.</summary>
    private sealed class Arrivals(InputEvent[] events, Action end) : IArrivals
    {
        private static readonly EnvelopeWriter Writer = new(Log, Symbol.Parse(Log), TimeFrame.None, "feed", RecordSchema.Of<QuotedTick>());

        public async IAsyncEnumerable<Arrival> ReadAsync(long after, [EnumeratorCancellation] CancellationToken cancel = default)
        {
            long sequence = 0;
            for (int at = 0; at < events.Length;)
            {
                int count = Math.Min(1 + (at % 3), events.Length - at);
                byte[] lines = Lines(events.AsSpan(at, count));
                for (int times = at % 5 == 0 ? 2 : 1; times > 0; times--)
                {
                    if (++sequence > after)
                    {
                        yield return new Arrival(sequence, "ticks.raw." + Log, "feed", at + 1, lines);
                    }
                }

                at += count;
            }

            end();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
        }

        private static byte[] Lines(ReadOnlySpan<InputEvent> part)
        {
            Utf8Buffer text = new();
            foreach (ref readonly InputEvent e in part)
            {
                QuotedTick tick = new() { Tick = e.Tick };
                Writer.Write(text, e.Time, MemoryMarshal.AsBytes(new ReadOnlySpan<QuotedTick>(in tick)), 1, 1);
            }

            return text.Written.ToArray();
        }
    }
}
