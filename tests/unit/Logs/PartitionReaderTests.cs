using Pawl.Bus;
using Pawl.Engine;
using Pawl.Logs;
using Pawl.Recovery;
using Pawl.Tests.Unit.Bus;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Logs;

/// <summary>Inputs and outputs of several logs, which say at different times how far they are, are joined as they belong together, from any place on.</summary>
public sealed class PartitionReaderTests
{
    private static readonly string[] Names = ["A", "B", "C"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task From_any_place_on_the_rest_comes_with_its_events(int seed)
    {
        MadePartition made = new(seed);
        made.Work(60, Names);
        // From here on one of them is silent for ever.
        made.Work(60, Names[1..]);
        List<JoinedRecord> all = await ReadAsync(made, 0, 0, made.Said.Count);
        for (int i = 0; i < all.Count; i++)
        {
            Assert.Equal(made.Said[i].Events, TimesOf(all[i]));
        }

        for (int from = 0; from < all.Count - 1; from++)
        {
            List<JoinedRecord> rest = await ReadAsync(made, all[from].InputsDone, all[from].Output, made.Said.Count - from - 1);
            Assert.Equal(all.Skip(from + 1).Select(r => (r.Log, r.Output)), rest.Select(r => (r.Log, r.Output)));
            Assert.Equal(made.Said.Skip(from + 1).Select(s => s.Events), rest.Select(TimesOf));
            Assert.True(rest.Zip(rest.Skip(1)).All(p => p.First.InputsDone <= p.Second.InputsDone));
            Assert.Equal(all[^1].InputsDone, rest[^1].InputsDone);
        }

        Assert.Equal(made.Inputs.Records.Count, all[^1].InputsDone);
    }

    [Fact]
    public async Task Streams_that_do_not_belong_together_are_refused()
    {
        MadePartition made = new(1), other = new(2), shorter = new(1);
        made.Work(20, Names);
        other.Work(20, Names);
        shorter.Work(12, Names);
        StoreException mixed = await Assert.ThrowsAsync<StoreException>(() => ReadAsync(new MadePartition(made.Inputs, other.Outputs), 0, 0, 1000));
        Assert.Contains("belong", mixed.Message, StringComparison.Ordinal);
        StoreException anew = await Assert.ThrowsAsync<StoreException>(() => ReadAsync(shorter, made.Inputs.Records.Count, made.Outputs.Records.Count, 1));
        Assert.Equal($"stream IN_0 ends with record {shorter.Inputs.Records.Count}, and it was read up to record {made.Inputs.Records.Count}: it was made anew or put back since; restore it, or give the run another name", anew.Message);
    }

    private static async Task<List<JoinedRecord>> ReadAsync(MadePartition made, long inputs, long outputs, int count)
    {
        Death never = Death.Never();
        LogStreams streams = new(0, new MortalStream(made.Inputs, never, () => { }, "IN_0"), new MortalStream(made.Outputs, never, () => { }, "OUT_0"), new MortalStream(new StreamServer(), never, () => { }));
        List<JoinedRecord> read = [];
        await foreach (JoinedRecord record in new PartitionReader(streams, new ReaderOptions { Ahead = 2 }).ReadAsync(inputs, outputs, Cancel))
        {
            read.Add(record);
            if (read.Count == count)
            {
                break;
            }
        }

        return read;
    }

    /// <summary>The times of the events that a record was made of: here each event has its own.</summary>
    private static List<long> TimesOf(JoinedRecord read)
    {
        List<long> times = [];
        EventDecoder decoder = new();
        foreach (InputRecord input in read.Inputs)
        {
            decoder.Open(input.Events);
            for (long place = input.FirstRecord; decoder.TryRead(out InputEvent e, out _); place++)
            {
                if (place > read.Said.From.Records && place <= read.Said.To.Records)
                {
                    times.Add(e.Time.Nanoseconds);
                }
            }
        }

        return times;
    }

    /// <summary>A partition in which logs take events and say, now and then, how far they are.</summary>
    private sealed class MadePartition(StreamServer inputs, StreamServer outputs)
    {
        private readonly Random random = new(0);
        private readonly Dictionary<string, Made> logs = new(StringComparer.Ordinal);
        private readonly UInt128 salt;
        private long time;

        public MadePartition(int seed)
            : this(new StreamServer(), new StreamServer()) => (random, salt) = (new Random(seed), (UInt128)seed);

        public StreamServer Inputs => inputs;

        public StreamServer Outputs => outputs;

        /// <summary>What was said, with the times of the events that it is of.</summary>
        public List<(string Log, List<long> Events)> Said { get; } = [];

        private sealed class Made(LogTag tag)
        {
            public LogTag Tag => tag;

            public long Taken { get; set; }

            public long Input { get; set; }

            public LogPosition At { get; set; }

            public List<long> Unsaid { get; } = [];
        }

        /// <summary>Logs take events; in the end each has said how far it is.</summary>
        public void Work(int records, string[] names)
        {
            for (int i = 0; i < records; i++)
            {
                string name = names[random.Next(names.Length)];
                if (!logs.TryGetValue(name, out Made? log))
                {
                    logs.Add(name, log = new Made(new LogTag(salt + (UInt128)name[0])));
                }

                Take(name, log);
                if (random.Next(12) == 0)
                {
                    Append(inputs, "log.in.0.=owner", 0, default);
                    Append(outputs, "log.out.0.=owner", 0, default);
                }

                string says = names[random.Next(names.Length)];
                if (logs.TryGetValue(says, out Made? other) && random.Next(3) == 0)
                {
                    Say(says, other);
                }
            }

            foreach (string name in names)
            {
                Say(name, logs[name]);
            }
        }

        private void Take(string name, Made log)
        {
            EventEncoder encoder = new();
            encoder.Clear();
            int count = 1 + random.Next(5);
            for (int i = 0; i < count; i++)
            {
                encoder.Add(new InputEvent { Kind = EventKind.Tick, Time = new Timestamp(++time) }, EventMarks.None);
                log.Unsaid.Add(time);
            }

            log.Input = Append(inputs, "log.in.0." + name, 1, new InputRecord(log.Tag, log.Taken + 1, count, 0, new Dictionary<string, long>(StringComparer.Ordinal), encoder.Complete()).Write());
            log.Taken += count;
        }

        private void Say(string name, Made log)
        {
            if (log.Unsaid.Count == 0)
            {
                return;
            }

            OutputBuffer nothing = new(new HashChain());
            LogPosition to = log.At with { Records = log.Taken, Sequence = log.Taken };
            Append(outputs, "log.out.0." + name, 1, new OutputRecords(log.Tag, default, log.At, to, log.Input, [], nothing.Complete()).Write());
            Said.Add((name, [.. log.Unsaid]));
            log.Unsaid.Clear();
            log.At = to;
        }

        private static long Append(StreamServer to, string subject, long number, ReadOnlyMemory<byte> content)
        {
            to.Records.Add(new StreamRecord(to.Records.Count + 1, subject, 1, number, content.ToArray()));
            return to.Records.Count;
        }
    }
}
