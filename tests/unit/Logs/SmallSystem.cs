using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pawl.Bus;
using Pawl.Engine;
using Pawl.Logs;
using Pawl.Recovery;
using Pawl.Tests.Unit.Bus;
using Pawl.Tests.Unit.Recovery;
using Pawl.Types;

namespace Pawl.Tests.Unit.Logs;

/// <summary>A system of one partition, as its servers hold it.</summary>
internal sealed record SmallSystem
{
    public const string Log = "X";

    public StreamServer Inputs { get; private init; } = new();

    public StreamServer Outputs { get; private init; } = new();

    public StreamServer States { get; } = new();

    public StreamServer Public { get; } = new();

    public Dictionary<string, KeyEntry> Keys { get; } = new(StringComparer.Ordinal);

    /// <summary>Another one with the same inputs.</summary>
    public SmallSystem Computed() => new() { Inputs = Inputs };

    /// <summary>Another one with the same outputs.</summary>
    public SmallSystem Told() => new() { Inputs = Inputs, Outputs = Outputs };

    public LogStreams Of(Death death, Action end) =>
        new(0, new MortalStream(Inputs, death, end, "IN_0"), new MortalStream(Outputs, death, end, "OUT_0"), new MortalStream(States, death, end, "STATE_0"));

    /// <summary>The tag of its log.</summary>
    public LogTag Tag => InputRecord.Read(Inputs.Records[^1].Content).Tag;

    public static string NewOwner() => Guid.NewGuid().ToString();

    public static async Task SequenceAsync(SmallSystem system, InputEvent[] events, Death death)
    {
        using CancellationTokenSource stop = new();
        death.Stop = stop.Cancel;
        Sequencer sequencer = new(new Arrivals(events, stop.Cancel), [system.Of(death, stop.Cancel)], new MortalKeys(system.Keys, death), new SequencerOptions(NewOwner(), _ => 0, _ => new LogRoute(Log, 0))
        {
            RecordEvents = 8, Window = 4, CheckpointEvery = TimeSpan.Zero,
        });
        await sequencer.RunAsync(stop.Token);
    }

    public static async Task ExecuteAsync(SmallSystem system, Death death)
    {
        using CancellationTokenSource stop = new();
        death.Stop = stop.Cancel;
        PartitionExecutor executor = new(system.Of(death, stop.Cancel), _ => new Course().Executor.Computation, new ExecutorOptions(NewOwner()) { SnapshotEvery = 50, Window = 4, IdleAfter = TimeSpan.Zero });
        await executor.RunAsync(stop.Token);
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
                int count = 1;
                while (count < Math.Min(1 + (at % 3), events.Length - at) && (events[at + count].Flags & InputEvent.AfterGap) == 0)
                {
                    count++;
                }

                bool isAfterGap = (events[at].Flags & InputEvent.AfterGap) != 0;
                byte[] lines = Lines(events.AsSpan(at, count));
                for (int times = at % 5 == 0 ? 2 : 1; times > 0; times--)
                {
                    if (++sequence > after)
                    {
                        yield return new Arrival(sequence, "ticks.raw." + Log, "feed", at + 1, lines) { IsAfterGap = isAfterGap };
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
