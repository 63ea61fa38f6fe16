using System.Diagnostics;
using System.Text.Json;
using Pawl.Host.Web.Live;

namespace Pawl.Host.Web.Sessions;

// What the client is told.
internal sealed partial class SessionReplay
{
    private const int MostMarks = 5_000;

    /// <summary>Frames that wait for a client before the session waits for it.</summary>
    private const int MostWaiting = 256;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>What forms changes with each event, and nobody sees more of it than this.</summary>
    private static readonly TimeSpan FormingEvery = TimeSpan.FromMilliseconds(250);

    private readonly Dictionary<string, byte[]> formed = new(StringComparer.Ordinal);
    private long told;
    private long toldForming;

    private void TellBeginning(IReadOnlyList<SignalMark> recorded) => Tell(json =>
    {
        json.WriteBoolean("reset", true);
        SignalMark.Write(json, "marks", recorded, MostMarks);
        whatIf?.Write(json, null, isReady: false, MostMarks);
    });

    private void TellDifference(SignalDifference difference) => Tell(json => whatIf!.Write(json, difference, isReady: true, MostMarks));

    /// <summary>Says that everything is at another moment, and how it stands there.</summary>
    /// <param name="replayed">How many events were run to get there.</param>
    private void TellMoment(long replayed)
    {
        formed.Clear();
        Tell(json =>
        {
            json.WriteBoolean("reset", true);
            json.WriteNumber("replayed", replayed);
            whatIf?.Write(json, null, isReady: true, MostMarks);
        });
        TellStates(player.Channels, isBeside: false);
        if (player.Beside is { } beside)
        {
            TellStates(beside.Channels, isBeside: true);
        }
    }

    private void TellStates(SessionChannels channels, bool isBeside)
    {
        foreach (IGrouping<string, SessionChannel> channel in channels.All.Where(c => c.Window.Count > 0 && client.MaySee(c.Name) && !(isBeside && IsSame(c))).GroupBy(c => c.Name, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            IEnumerable<WindowEntry> newest = channel.SelectMany(c => c.Window.Last(int.MaxValue)).OrderBy(e => e.Sequence).ThenBy(e => e.Index).TakeLast(SessionChannel.Kept);
            WaitForClient();
            queue.Add(Frame.State(channel.Key, newest.Select(e => e.Line), session, isBeside));
        }
    }

    private void Say(SessionChannel channel, ReadOnlySpan<byte> line)
    {
        if (client.MaySee(channel.Name))
        {
            WaitForClient();
            queue.Add(Frame.Of(channel.Name, line, null, session));
        }
    }

    private void SayBeside(SessionChannel channel, ReadOnlySpan<byte> line)
    {
        if (!IsSame(channel) && client.MaySee(channel.Name))
        {
            WaitForClient();
            queue.Add(Frame.Of(channel.Name, line, null, session, isWhatIf: true));
        }
    }

    /// <summary>Candles are those of the market, whatever is computed of them.</summary>
    private static bool IsSame(SessionChannel channel) => channel.Type == "candle";

    /// <summary>Nothing gives way to anything newer: a session that is too fast for its client waits for it.</summary>
    private void WaitForClient()
    {
        while (queue.Count > MostWaiting && !queue.IsGivenUp)
        {
            stop.Token.ThrowIfCancellationRequested();
            stop.Token.WaitHandle.WaitOne(Pause);
        }
    }

    /// <summary>Says how the bars stand that are forming, where that has changed; a client that is behind can do without.</summary>
    private void TellForming()
    {
        if (queue.Count > MostWaiting || (status == "playing" && Stopwatch.GetElapsedTime(toldForming) < FormingEvery))
        {
            return;
        }

        toldForming = Stopwatch.GetTimestamp();
        foreach (PreviewLine line in player.Forming().Where(l => HubStream.IsValueType(l.Type)))
        {
            string channel = Subject.OfPreview(line.Type, line.Symbol, line.TimeFrame, line.Node);
            if (!formed.TryGetValue(channel, out byte[]? before) || !before.AsSpan().SequenceEqual(line.Line))
            {
                formed[channel] = line.Line;
                queue.Add(Frame.Of(channel, line.Line, null, session));
            }
        }
    }

    private void Tell(Action<Utf8JsonWriter>? more = null)
    {
        told = Stopwatch.GetTimestamp();
        more ??= json => whatIf?.Write(json, null, isReady: true, MostMarks);
        queue.Add(Frame.Typed("replay", json =>
        {
            json.WriteString("replay", session);
            json.WriteStartObject("data");
            json.WriteString("status", status);
            json.WriteString("time", player.Time.ToString());
            json.WriteString("start", player.Start.ToString());
            json.WriteString("end", player.End.ToString());
            json.WriteNumber("sequence", player.Taken);
            json.WriteNumber("events", player.Events);
            json.WriteNumber("speed", speed);
            more.Invoke(json);
            json.WriteEndObject();
        }));
    }
}
