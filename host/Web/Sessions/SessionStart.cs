using Pawl.Engine;
using Pawl.Host.Verification;
using Pawl.Host.Web.Live;
using Pawl.Host.Web.Rest;
using Pawl.Recovery;
using Pawl.Types;

namespace Pawl.Host.Web.Sessions;

/// <summary>Where a log is begun to come to a moment of it: at the nearest saved state, with what its channels had said until then.</summary>
internal static class SessionStart
{
    /// <summary>Records of a log's outputs before the saved state that are looked through for what its channels said. Candles are found by their table.</summary>
    private const int Recalled = 20_000;

    /// <summary>A log in the newest saved state that is not later than a moment, and its position; at its beginning where there is none that serves.</summary>
    public static (LogComputation Computation, LogPosition At) Before(RecordedRun run, StoredLog log, Timestamp moment)
    {
        foreach (ReadOnlyMemory<byte> bytes in log.Snapshots.NewestFirst())
        {
            try
            {
                Snapshot state = Snapshot.Read(bytes);
                LogComputation computation = run.Begin(log);
                if (state.Tag == log.Tag && state.Position.Records <= log.Tail.Records && state.Pipeline == computation.Pipeline)
                {
                    computation.Log.Load(state.State.Span);
                    if (computation.Log.Header.Time <= moment)
                    {
                        return (computation, state.Position);
                    }
                }
            }
            catch (Exception unusable) when (unusable is StoreException or StateException)
            {
                // An older one or the beginning serves; 'pawl db status' tells of it.
            }
        }

        return log.Removed.Records == 0 ? (run.Begin(log), default)
            : throw new StoreException($"log {log.Name}: the beginning of its input was removed, and there is no saved state before {moment}; go to a later moment");
    }

    /// <summary>Fills the windows of a log's channels as they were at a position.</summary>
    public static void Recall(StoredMessages messages, long run, StoredLog log, LogPosition at, EngineLog engine, SessionChannels channels)
    {
        if (at.Records == 0)
        {
            return;
        }

        HashSet<SessionChannel> whole = [];
        SessionChannel[] known = channels.ChannelsOf(engine);
        foreach (Channel channel in engine.Graph.Channels.Where(c => c.Schema.Name == "candle" && c.TimeFrame.IsTime))
        {
            whole.Add(known[channel.Index]);
            RecallCandles(messages, run, engine.Symbols[channel.Symbol], channel.TimeFrame, at.Sequence, known[channel.Index].Window);
        }

        long read = Math.Max(log.Removed.Outputs, at.Outputs - Recalled);
        while (read < at.Outputs && log.Outputs.After(read) is { } batch)
        {
            OutputReader records = new(batch.Content);
            for (int i = (int)(read - (batch.FirstRecord - 1)); i < records.Count && read < at.Outputs; i++, read++)
            {
                ReadOnlySpan<byte> lines = records.LinesOf(i);
                foreach (Range line in lines.Split((byte)'\n'))
                {
                    if (!lines[line].IsEmpty)
                    {
                        channels.Recall(engine, lines[line], channel => !whole.Contains(channel));
                    }
                }
            }
        }
    }

    private static void RecallCandles(StoredMessages messages, long run, string symbol, TimeFrame frame, long sequence, MarketDataWindow window)
    {
        MessageQuery newest = new("candles", run) { Where = [("symbol", [symbol]), ("timeframe", [frame.ToString()])], IsSeries = true, Descends = true, UpTo = sequence, Limit = SessionChannel.Kept };
        foreach (ReadOnlyMemory<byte> line in messages.Read(newest).Items.AsEnumerable().Reverse())
        {
            if (OutputId.TryParse(Envelope.Read(line.Span).Id, out OutputId id))
            {
                window.Add(new WindowEntry(id.Sequence, id.Index, line));
            }
        }
    }
}
