using System.Runtime.InteropServices;
using System.Text;
using Pawl.Engine;
using Pawl.Recovery;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Recovery;

/// <summary>What is encoded is read back as it was; what is damaged is found.</summary>
public sealed class EncodingTests
{
    [Fact]
    public void Events_of_every_kind_with_any_values_are_read_back()
    {
        Random random = new(1);
        EventEncoder encoder = new();
        EventDecoder decoder = new();
        EventKind[] kinds = [.. Enum.GetValues<EventKind>().Where(k => k != EventKind.None)];
        for (int round = 0; round < 200; round++)
        {
            List<(InputEvent Event, EventMarks Marks)> events = [];
            encoder.Clear();
            for (int i = random.Next(50); i >= 0; i--)
            {
                InputEvent e = Any(random, kinds[random.Next(kinds.Length)]);
                EventMarks marks = (EventMarks)random.Next(4);
                events.Add((e, marks));
                encoder.Add(in e, marks);
            }

            decoder.Open(encoder.Complete());
            foreach ((InputEvent expected, EventMarks marks) in events)
            {
                Assert.True(decoder.TryRead(out InputEvent read, out EventMarks readMarks));
                Assert.Equal(marks, readMarks);
                int bytes = EventEncoder.BytesOf(in expected);
                Assert.True(bytes > 0, $"{expected.Kind} has no encoding");
                Assert.True(Bytes(in expected)[..bytes].SequenceEqual(Bytes(in read)[..bytes]));
                Assert.Equal(-1, Bytes(in read)[bytes..].IndexOfAnyExcept((byte)0));
            }

            Assert.False(decoder.TryRead(out _, out _));
            Assert.Equal(events.Count, encoder.Count);
            Assert.Equal(events.Count(e => (e.Marks & EventMarks.Own) != EventMarks.None), encoder.Own);
            Assert.Equal(events.Count(e => (e.Marks & EventMarks.Duplicate) == EventMarks.None), encoder.Numbered);
        }
    }

    [Fact]
    public void The_format_is_what_version_1_says()
    {
        EventEncoder encoder = new();
        encoder.Clear();
        InputEvent tick = Runs.Tick(5, 0.00000002m, 0.00000001m, symbol: 0);
        encoder.Add(in tick, EventMarks.None);
        encoder.Add(in tick, EventMarks.Duplicate);
        InputEvent clock = Runs.Clock(new Timestamp(-1));
        encoder.Add(in clock, EventMarks.Own);
        byte[] bytes = encoder.Complete().ToArray();

        // Version; tick: kind 3, words 0 to 3, head 3 → 6, time 5 → 10, price 2 → 4, size 1 → 2; the same again, marked 1; clock: kind 4 marked 2, head 4 → 8, time −1 → 1.
        byte[] expected = [1, 0x03, 0x0F, 6, 10, 4, 2, 0x13, 0x00, 0x24, 0x03, 8, 1];
        Assert.Equal(expected, bytes[..^4]);
        Assert.Equal(NaiveCrc32C.Of(bytes.AsSpan(..^4)), BitConverter.ToUInt32(bytes.AsSpan(^4)));
    }

    [Fact]
    public void A_tick_of_real_data_takes_few_bytes()
    {
        EventEncoder encoder = new();
        encoder.Clear();
        foreach (InputEvent e in Course.Events(2, 5000))
        {
            encoder.Add(in e, EventMarks.None);
        }

        Assert.InRange(encoder.Complete().Length, 5000, 5000 * 20);
    }

    [Fact]
    public void Outputs_are_read_back_and_every_cut_and_flip_is_found()
    {
        OutputBuffer buffer = new(new HashChain());
        foreach ((long sequence, string lines) in new[] { (3L, "a\nb\n"), (9L, ""), (long.MaxValue, "c\n") })
        {
            buffer.Lines.Write(Encoding.UTF8.GetBytes(lines));
            buffer.Add(sequence, lines.Count(c => c == '\n'));
        }

        byte[] stored = buffer.Complete().ToArray();
        OutputReader reader = new(stored);
        Assert.Equal([new OutputRecord(3, 2, 4), new OutputRecord(9, 0, 4), new OutputRecord(long.MaxValue, 1, 6)], Enumerable.Range(0, reader.Count).Select(i => reader[i]));
        Assert.Equal("a\nb\n", Encoding.UTF8.GetString(reader.LinesOf(0)));
        Assert.Equal("c\n", Encoding.UTF8.GetString(reader.LinesOf(2)));
        FindsEveryDamage(stored, bytes => _ = new OutputReader(bytes), _ => true);
    }

    [Fact]
    public void Every_cut_and_flip_of_a_snapshot_is_found()
    {
        (_, MemoryLog log) = Course.Run(1, Course.Events(1, 300));
        byte[] whole = log.Snapshots[^1];
        Snapshot read = Snapshot.Read(whole);
        Assert.Equal(new LogTag(42), read.Tag);

        // All of the head and the end, and a part of what lies between: the checksum does not know parts.
        FindsEveryDamage(whole, bytes => Snapshot.Read(bytes), at => at < 400 || at > whole.Length - 400 || at % 97 == 0);
    }

    [Fact]
    [Trait("Speed", "long")]
    public void Every_bit_and_every_cut_of_a_snapshot_is_found()
    {
        (_, MemoryLog log) = Course.Run(1, Course.Events(1, 300));
        FindsEveryDamage(log.Snapshots[^1], bytes => Snapshot.Read(bytes), _ => true);
    }

    [Fact]
    public void Every_cut_and_flip_of_a_batch_of_events_is_found()
    {
        (_, MemoryLog log) = Course.Run(2, Course.Events(2, 300));
        foreach (InputBatch batch in log.Inputs)
        {
            FindsEveryDamage(batch.Events.ToArray(), new EventDecoder().Open, _ => true);
        }
    }

    [Fact]
    public void The_chain_is_that_of_the_definition()
    {
        HashChain chain = new();
        chain.Append(258, "line\n"u8);
        byte[] first = System.Security.Cryptography.SHA256.HashData([.. new byte[32], 2, 1, 0, 0, 0, 0, 0, 0, .. "line\n"u8]);
        Assert.Equal(Convert.ToHexStringLower(first), chain.Hash.ToString());
        chain.Append(259, "x\n"u8);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData([.. first, 3, 1, 0, 0, 0, 0, 0, 0, .. "x\n"u8])), chain.Hash.ToString());
        Assert.Equal(chain.Hash, new Hash256(chain.Hash.ToArray()));
    }

    /// <summary>Flips a bit of each byte, and cuts before it; the bytes are put right again, for copies of all would cost minutes.</summary>
    private static void FindsEveryDamage(byte[] stored, Action<ReadOnlyMemory<byte>> read, Func<int, bool> at)
    {
        read(stored);
        for (int i = 0; i < stored.Length; i++)
        {
            if (at(i))
            {
                byte bit = (byte)(1 << (i % 8));
                stored[i] ^= bit;
                Assert.Throws<StoreException>(() => read(stored));
                stored[i] ^= bit;
                Assert.Throws<StoreException>(() => read(stored.AsMemory(0, i)));
            }
        }
    }

    private static InputEvent Any(Random random, EventKind kind)
    {
        InputEvent e = new() { Kind = kind, Flags = kind == EventKind.Tick && random.Next(2) == 0 ? InputEvent.HasQuote : (byte)0 };
        Span<byte> bytes = MemoryMarshal.AsBytes(new Span<InputEvent>(ref e))[..Math.Max(16, EventEncoder.BytesOf(in e))];
        for (int i = 8; i < bytes.Length; i += 8)
        {
            long value = random.Next(4) switch { 0 => 0, 1 => random.Next(-100, 100), 2 => random.NextInt64(), _ => random.Next(2) == 0 ? long.MinValue : long.MaxValue };
            MemoryMarshal.Write(bytes[i..], in value);
        }

        e.Symbol = random.Next(3) == 0 ? int.MaxValue : random.Next(5);
        return e;
    }

    private static ReadOnlySpan<byte> Bytes(in InputEvent e) => MemoryMarshal.AsBytes(new ReadOnlySpan<InputEvent>(in e));
}
