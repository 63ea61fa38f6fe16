using System.Globalization;
using Pawl.Engine;

namespace Pawl.Host.Verification;

/// <summary>Compares what a log says, output by output and byte for byte, with what it said in the first run.</summary>
internal sealed class OutputComparer(Graph graph, string log, RecordedLog expected)
{
    private long next;

    /// <summary>How many outputs were compared.</summary>
    public long Count => next;

    public Difference? First { get; private set; }

    public void Take(in Output output, ReadOnlySpan<byte> record)
    {
        Channel channel = graph.Channels[output.Channel];
        if (First is not null)
        {
            return;
        }

        if (next >= expected.Count || expected[next].Sequence > output.Sequence)
        {
            First = new Difference(log, output.Sequence, channel.Node, Said.Nothing, Said.Of(in output, channel, record));
            return;
        }

        ref readonly Output first = ref expected[next];
        Channel other = graph.Channels[first.Channel];
        ReadOnlySpan<byte> said = expected.Record(next, other.Schema.Size);
        if (first.Sequence < output.Sequence)
        {
            First = new Difference(log, first.Sequence, other.Node, Said.Of(in first, other, said), Said.Nothing);
        }
        else if (first with { Offset = 0 } != output with { Offset = 0 } || !said.SequenceEqual(record))
        {
            First = new Difference(log, first.Sequence, other.Node, Said.Of(in first, other, said), Said.Of(in output, channel, record));
        }
        else
        {
            next++;
        }
    }

    /// <summary>The run has ended after an event: all that the first run said up to there must have come.</summary>
    public void End(long sequence)
    {
        if (First is null && next < expected.Count && expected[next].Sequence <= sequence)
        {
            ref readonly Output first = ref expected[next];
            Channel channel = graph.Channels[first.Channel];
            First = new Difference(log, first.Sequence, channel.Node, Said.Of(in first, channel, expected.Record(next, channel.Schema.Size)), Said.Nothing);
        }
    }

    /// <summary>The run has ended where the first one did: the states must be equal too.</summary>
    public void EndWith(EngineLog end)
    {
        End(long.MaxValue);
        CompareStates(expected.State, end.Block, end.Header.Sequence);
    }

    /// <summary>Two logs after the same event must be in the same state.</summary>
    public void CompareStates(EngineLog wanted, EngineLog found) => CompareStates(wanted.Block, found.Block, found.Header.Sequence);

    private void CompareStates(ReadOnlySpan<byte> wanted, ReadOnlySpan<byte> found, long sequence)
    {
        int at = wanted.CommonPrefixLength(found);
        if (at < wanted.Length || at < found.Length)
        {
            Fail(sequence, "", State(wanted, at), State(found, at));
        }
    }

    /// <summary>Fails for another reason than an output.</summary>
    public void Fail(long sequence, string node, Said wanted, Said found) => First ??= new Difference(log, sequence, node, wanted, found);

    private static Said State(ReadOnlySpan<byte> block, int at) => new(0, null, string.Create(
        CultureInfo.InvariantCulture, $"state of {block.Length} bytes, from byte {at} on {Convert.ToHexStringLower(block[at..Math.Min(block.Length, at + 8)])}"));
}
