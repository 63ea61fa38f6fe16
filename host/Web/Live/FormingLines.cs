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

        string symbol = log.Symbols[source.Symbol];
        foreach (ref readonly Output output in scratch.Outbox.Outputs)
        {
            Channel channel = log.Graph.Channels[output.Channel];
            if (output.Time != end || channel.TimeFrame != source.TimeFrame || channel.Symbol != source.Symbol)
            {
                continue;
            }

            text.Clear();
            EnvelopeWriter writer = writers[output.Channel];
            writer.Write(text, output.Time, scratch.Outbox.Record(in output, writer.Schema.Size), output.Sequence, output.N, confirmed: false);
            to.Add(new PreviewLine(writer.Schema.Name, symbol, source.TimeFrame.ToString(), channel.Node, text.Written[..^1].ToArray()));
        }

        scratch.Outbox.Clear();
    }
}
