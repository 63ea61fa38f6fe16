using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Host.Web.Live;

// Who gets what, and from where on.
public sealed partial class Hub
{
    /// <summary>Messages of a stream whose messages all count that belong to its current state.</summary>
    private const int StateEvents = 100;

    /// <summary>Messages that are sent again at most; who missed more gets the current state.</summary>
    private const int MostResumed = 8_192;

    /// <summary>Makes the streams of all that a log publishes, so that they can be subscribed to before anything is said.</summary>
    public void Expect(EngineLog log)
    {
        foreach (Pawl.Engine.Channel channel in log.Graph.Channels)
        {
            Post(() => StreamOf(channel.Schema.Name, log.Symbols[channel.Symbol], channel.TimeFrame.ToString(), channel.Node).Log = log.Name);
        }
    }

    /// <summary>Lets a client get frames for everybody.</summary>
    public void Add(HubClient client)
    {
        clients.Add(client);
        Counts.Clients = clients.Count;
    }

    public void Remove(HubClient client)
    {
        clients.Remove(client);
        Counts.Clients = clients.Count;
        foreach (HubStream stream in streams.Values)
        {
            stream.Clients.Remove(client);
            stream.PreviewClients.Remove(client);
        }
    }

    /// <summary>
    /// Adds patterns. Of the streams that they add the client gets what a log said after the id of that log which it names, as far as
    /// windows reach, else the current state; and from then on everything.
    /// </summary>
    public void Subscribe(HubClient client, IEnumerable<SubjectPattern> patterns, IReadOnlyCollection<OutputId> since)
    {
        foreach (SubjectPattern pattern in patterns)
        {
            if (!client.Patterns.Exists(p => p.Text == pattern.Text))
            {
                client.Patterns.Add(pattern);
            }
        }

        List<HubStream> added = [];
        List<HubStream> previews = [];
        foreach (HubStream stream in streams.Values.OrderBy(s => s.Channel, StringComparer.Ordinal))
        {
            Join(client, stream.Clients, stream.Channel, stream, added);
            Join(client, stream.PreviewClients, stream.PreviewChannel, stream, previews);
        }

        List<(HubStream Stream, WindowEntry Entry)> missed = [];
        List<HubStream> anew = [];
        foreach (HubStream stream in added)
        {
            OutputId? from = since.Where(id => id.Log == stream.Log).Select(id => (OutputId?)id).FirstOrDefault();
            if (from is { } id && Reaches(stream, id))
            {
                missed.AddRange(stream.Window.Last(int.MaxValue).Where(e => (e.Sequence, e.Index).CompareTo((id.Sequence, id.Index)) > 0).Select(e => (stream, e)));
            }
            else
            {
                if (from is { } lost)
                {
                    client.Queue.Add(Gap(stream.Channel, lost));
                }

                anew.Add(stream);
            }
        }

        if (missed.Count > MostResumed)
        {
            HubStream[] whole = [.. missed.Select(m => m.Stream).Distinct()];
            Array.ForEach(whole, s => client.Queue.Add(Gap(s.Channel, since.First(id => id.Log == s.Log))));
            anew.AddRange(whole);
            missed.Clear();
        }

        TellState(client, anew);
        foreach ((HubStream stream, WindowEntry entry) in missed.OrderBy(m => m.Stream.Log, StringComparer.Ordinal).ThenBy(m => m.Entry.Sequence).ThenBy(m => m.Entry.Index))
        {
            // What was missed is not conflated: it is asked for to be whole.
            client.Queue.Add(Frame.Of(stream.Channel, entry.Line.Span, null));
        }

        foreach (HubStream stream in previews.Where(s => s.Preview is not null))
        {
            client.Queue.Add(Frame.Of(stream.PreviewChannel!, stream.Preview!.Value.Span, stream.PreviewKey));
        }
    }

    /// <summary>Takes patterns away; those that were never given are ignored.</summary>
    public void Unsubscribe(HubClient client, IEnumerable<string> patterns)
    {
        foreach (string pattern in patterns)
        {
            client.Patterns.RemoveAll(p => p.Text == pattern);
        }

        foreach (HubStream stream in streams.Values)
        {
            if (!client.Wants(stream, stream.Channel))
            {
                stream.Clients.Remove(client);
            }

            if (stream.PreviewChannel is { } preview && !client.Wants(stream, preview))
            {
                stream.PreviewClients.Remove(client);
            }
        }
    }

    private static void Join(HubClient client, List<HubClient> to, string? channel, HubStream stream, List<HubStream> added)
    {
        if (channel is not null && !to.Contains(client) && client.Wants(stream, channel))
        {
            to.Add(client);
            added.Add(stream);
        }
    }

    /// <summary>Whether everything that was said after an id is in the window.</summary>
    private bool Reaches(HubStream stream, OutputId since)
    {
        HubLog log = LogOf(stream.Log);
        return (log.CoveredAfter == 0 || since.Sequence > log.CoveredAfter)
            && (stream.Forgotten is not { } forgotten || (since.Sequence, since.Index).CompareTo((forgotten.Sequence, forgotten.Index)) >= 0)
            && (since.Sequence, since.Index).CompareTo(log.Newest) <= 0;
    }

    private static void TellState(HubClient client, List<HubStream> of)
    {
        foreach (IGrouping<string, HubStream> channel in of.GroupBy(s => s.Channel, StringComparer.Ordinal))
        {
            List<WindowEntry> items = [.. channel.SelectMany(s => s.Window.Last(s.IsValue ? 1 : StateEvents)).OrderBy(e => e.Sequence).ThenBy(e => e.Index)];
            if (items.Count > 0)
            {
                client.Queue.Add(Frame.State(channel.Key, items.TakeLast(StateEvents).Select(e => e.Line)));
            }
        }
    }
}
