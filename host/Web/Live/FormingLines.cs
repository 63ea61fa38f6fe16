using Pawl.Candles;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Host.Web.Live;

/// <summary>What a log would say if its forming bars ended now. One thread at a time.</summary>
internal sealed class FormingLines
{
    private readonly Utf8Buffer text = new();
    private EngineLog? scratch;

    /// <summary>Adds the lines of the forming bars of a log, which is not changed.</summary>
    /// <param name="log">The log, between two events.</param>
    /// <param name="driver">Its driver.</param>
    /// <param name="writers">What writes its lines, by channel.</param>
    /// <param name="isWanted">Which candles count.</param>
    /// <param name="to">Takes the lines.</param>
    public void Add(EngineLog log, CandleDriver driver, IReadOnlyList<EnvelopeWriter> writers, Func<Source, bool> isWanted, List<PreviewLine> to)
    {
        foreach (Source source in log.Graph.Sources)
        {
            if (source.Kind == ReferenceKind.Candle && source.Channel >= 0 && source.TimeFrame.IsTime && isWanted(source))
            {
                Add(log, driver, writers, source, to);
            }
        }
    }

    /// <summary>The same where the bars of the smallest frame form elsewhere.</summary>
    /// <param name="candle">The one that is forming.</param>
    public void Add(EngineLog log, CandleDriver driver, IReadOnlyList<EnvelopeWriter> writers, in InputEvent candle, Func<Source, bool> isWanted, List<PreviewLine> to)
    {
        if (Fork(log, driver, in candle) is { } fork)
        {
            foreach (ref readonly Output output in fork.Outbox.Outputs)
            {
                if (output.Time == candle.Time)
                {
                    Add(fork, writers[output.Channel], in output, to);
                }
            }

            fork.Outbox.Clear();
            Add(fork, driver, writers, isWanted, to);
        }
    }

    /// <summary>A copy of a log that has taken a candle as if it were complete; null where that has closed meanwhile.</summary>
    public static EngineLog? Fork(EngineLog log, CandleDriver driver, in InputEvent candle)
    {
        if (candle.Candle.Start < log.Header.Time && log.Header.Sequence > 0)
        {
            return null;
        }

        EngineLog fork = driver.ForkUnfilled(log);
        driver.Process(fork, [candle]);
        return fork;
    }

    private void Add(EngineLog log, CandleDriver driver, IReadOnlyList<EnvelopeWriter> writers, Source source, List<PreviewLine> to)
    {
        if (scratch?.Graph != log.Graph || scratch.Name != log.Name)
        {
            scratch = log.CreateScratch();
        }

        if (!driver.Preview(log, scratch, source.Symbol, source.TimeFrame, out Timestamp end))
        {
            return;
        }

        foreach (ref readonly Output output in scratch.Outbox.Outputs)
        {
            Channel channel = log.Graph.Channels[output.Channel];
            if (output.Time != end || channel.TimeFrame != source.TimeFrame || channel.Symbol != source.Symbol)
            {
                continue;
            }

            Add(scratch, writers[output.Channel], in output, to);
        }

        scratch.Outbox.Clear();
    }

    private void Add(EngineLog from, EnvelopeWriter writer, in Output output, List<PreviewLine> to)
    {
        Channel channel = from.Graph.Channels[output.Channel];
        text.Clear();
        writer.Write(text, output.Time, from.Outbox.Record(in output, writer.Schema.Size), output.Sequence, output.N, confirmed: false);
        to.Add(new PreviewLine(writer.Schema.Name, from.Symbols[channel.Symbol], channel.TimeFrame.ToString(), channel.Node, text.Written[..^1].ToArray()));
    }
}
