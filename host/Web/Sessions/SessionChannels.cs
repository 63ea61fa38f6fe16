using Pawl.Engine;
using Pawl.Host.Web.Live;
using Pawl.Recovery;
using Pawl.Types;

namespace Pawl.Host.Web.Sessions;

/// <summary>Takes an output of a session.</summary>
internal delegate void SessionOutput(SessionChannel channel, ReadOnlySpan<byte> line);

/// <summary>A channel of a session: what it is called, and what was said on it.</summary>
internal sealed class SessionChannel(string name, string type)
{
    /// <summary>How many of its messages are kept.</summary>
    public const int Kept = 500;

    public string Name => name;

    public string Type => type;

    /// <summary>The newest of it, for who jumps to a moment.</summary>
    public MarketDataWindow Window { get; } = new(Kept, 1 << 20);
}

/// <summary>What the logs of a session say, as lines, by channel.</summary>
internal sealed class SessionChannels
{
    private readonly Dictionary<(string Log, string Type, string Symbol, string Frame, string Node), SessionChannel> channels = [];
    private readonly Dictionary<string, SessionChannel[]> byLog = new(StringComparer.Ordinal);
    private readonly Utf8Buffer text = new();

    /// <summary>Everything that was said so far.</summary>
    public IEnumerable<SessionChannel> All => channels.Values;

    /// <summary>Makes lines of what is in the outbox of a log, and empties it.</summary>
    public void Drain(LogComputation computation, SessionOutput said)
    {
        EngineLog log = computation.Log;
        SessionChannel[] of = ChannelsOf(log);
        foreach (ref readonly Output output in log.Outbox.Outputs)
        {
            EnvelopeWriter writer = computation.Writers[output.Channel];
            text.Clear();
            writer.Write(text, output.Time, log.Outbox.Record(in output, writer.Schema.Size), output.Sequence, output.N);
            ReadOnlySpan<byte> line = text.Written[..^1];
            of[output.Channel].Window.Add(new WindowEntry(output.Sequence, output.N, line.ToArray()));
            said(of[output.Channel], line);
        }

        log.Outbox.Clear();
    }

    /// <summary>Takes what an account says, whose channels come to be with their first message.</summary>
    /// <param name="account">The account.</param>
    /// <param name="line">Without its line feed.</param>
    /// <param name="said">Takes it.</param>
    public void Take(string account, ReadOnlySpan<byte> line, SessionOutput said)
    {
        Envelope message = Envelope.Read(line);
        if (!OutputId.TryParse(message.Id, out OutputId id))
        {
            return;
        }

        (string type, string symbol, string frame) = (message.Type, message.Symbol.Name, message.TimeFrame.ToString());
        (string, string, string, string, string) key = (account, type, symbol, frame, message.Node);
        if (!channels.TryGetValue(key, out SessionChannel? channel))
        {
            channels.Add(key, channel = new SessionChannel(Subject.Of(type, symbol, frame, message.Node, account), type));
        }

        channel.Window.Add(new WindowEntry(id.Sequence, id.Index, line.ToArray()));
        said(channel, line);
    }

    /// <summary>Takes a line that was stored, which is told to nobody.</summary>
    /// <param name="log">The log.</param>
    /// <param name="line">Without its line feed.</param>
    /// <param name="isWanted">Which channels take it.</param>
    public void Recall(EngineLog log, ReadOnlySpan<byte> line, Func<SessionChannel, bool> isWanted)
    {
        ChannelsOf(log);
        Envelope message = Envelope.Read(line);
        if (OutputId.TryParse(message.Id, out OutputId id)
            && channels.TryGetValue((log.Name, message.Type, message.Symbol.Name, message.TimeFrame.ToString(), message.Node), out SessionChannel? channel) && isWanted(channel))
        {
            channel.Window.Add(new WindowEntry(id.Sequence, id.Index, line.ToArray()));
        }
    }

    /// <summary>By the graph's numbers, what a log can say.</summary>
    public SessionChannel[] ChannelsOf(EngineLog log)
    {
        if (!byLog.TryGetValue(log.Name, out SessionChannel[]? known))
        {
            byLog.Add(log.Name, known = [.. log.Graph.Channels.Select(c => ChannelOf(log, c))]);
        }

        return known;
    }

    private SessionChannel ChannelOf(EngineLog log, Channel of)
    {
        (string type, string symbol, string frame) = (of.Schema.Name, log.Symbols[of.Symbol], of.TimeFrame.ToString());
        SessionChannel made = new(Subject.Of(type, symbol, frame, of.Node, ServedRun.Account), type);
        channels[(log.Name, type, symbol, frame, of.Node)] = made;
        return made;
    }
}
