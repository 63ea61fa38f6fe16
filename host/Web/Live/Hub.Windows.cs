using Pawl.Types;

namespace Pawl.Host.Web.Live;

// What is kept: each stream has a window, and all of them together are bounded.
public sealed partial class Hub
{
    /// <summary>Below this windows are not cut for the sake of the sum: so much a stream has at least.</summary>
    private const long LeastShare = 1_024;

    private readonly long mostHeld;
    private long share = HubStream.EventBytes;

    /// <summary>Text for people, of how far back one may resume.</summary>
    public static string WindowText { get; } = string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"the last {HubStream.EventWindow} messages of each stream whose messages all count, the last {HubStream.ValueWindow} of the others, less where they are large or all of them together are larger than the setting web.window_mb");

    /// <summary>The bytes of all lines that are kept.</summary>
    public long Held { get; private set; }

    private void Keep(HubStream stream, WindowEntry entry, string log)
    {
        MarketDataWindow window = stream.Window;
        (long forgotten, long before) = (window.Forgotten, window.Held);
        window.Add(entry);
        Forget(stream, forgotten, before, log);
        if (Held > mostHeld)
        {
            Shrink();
        }
    }

    /// <summary>
    /// All together are too large: the share of each stream is made smaller until there is some room again, so that the largest windows give
    /// most. It does not grow again, and so happens a few dozen times at most.
    /// </summary>
    private void Shrink()
    {
        while (Held > mostHeld - (mostHeld / 8) && share > LeastShare)
        {
            share -= share / 4;
            foreach (HubStream stream in streams.Values)
            {
                (long forgotten, long before) = (stream.Window.Forgotten, stream.Window.Held);
                stream.Window.Limit(share);
                Forget(stream, forgotten, before, stream.Log);
            }
        }
    }

    /// <summary>Notes up to where a window forgot.</summary>
    private void Forget(HubStream stream, long forgotten, long before, string log)
    {
        Held += stream.Window.Held - before;
        if (stream.Window.Forgotten > forgotten && stream.Window.Oldest is { } left)
        {
            // Of several that are forgotten at once the last counts; the one before what is left is at least as new.
            stream.Forgotten = new OutputId(log, left.Sequence, left.Index - 1);
        }
    }
}
