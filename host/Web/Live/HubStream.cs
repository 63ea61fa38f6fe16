using Pawl.Types;

namespace Pawl.Host.Web.Live;

/// <summary>What one node says of one symbol on one subject, and who gets it.</summary>
public sealed class HubStream
{
    /// <summary>How many values are kept, of which newer ones make older ones history.</summary>
    public const int ValueWindow = 2_000;

    /// <summary>How many messages are kept of which each counts.</summary>
    public const int EventWindow = 10_000;

    private const long ValueBytes = 4 << 20;

    /// <summary>How much of what counts is kept of a stream at most.</summary>
    public const long EventBytes = 8 << 20;

    public HubStream(string type, string symbol, string timeFrame, string node, string account)
    {
        (Type, Symbol, TimeFrame, Node) = (type, symbol, timeFrame, node);
        Channel = Subject.Of(type, symbol, timeFrame, node, account);
        IsValue = IsValueType(type);
        PreviewChannel = IsValue ? Subject.OfPreview(type, symbol, timeFrame, node) : null;
        Window = IsValue ? new MarketDataWindow(ValueWindow, ValueBytes) : new MarketDataWindow(EventWindow, EventBytes);
    }

    public string Type { get; }

    public string Symbol { get; }

    public string TimeFrame { get; }

    public string Node { get; }

    /// <summary>Whether of a type newer messages make older ones history. What forms is shown of these alone: a signal that nobody has given yet is none.</summary>
    public static bool IsValueType(string type) =>
        type is "candle" or RecordSchema.IndicatorName || MessageCatalogue.Find(type)?.Group == MessageGroup.VolumeAnalysis;

    /// <summary>The subject; several nodes may share one.</summary>
    public string Channel { get; }

    /// <summary>The subject of its previews; null where it has none.</summary>
    public string? PreviewChannel { get; }

    /// <summary>Under which name it may be asked for, too; null where it has none.</summary>
    public string? OtherName { get; init; }

    /// <summary>Whether a newer message makes an older one history: of signals, orders and structure each counts.</summary>
    public bool IsValue { get; }

    public MarketDataWindow Window { get; }

    /// <summary>The newest message that the window has forgotten.</summary>
    public OutputId? Forgotten { get; set; }

    /// <summary>The log that it belongs to.</summary>
    public string Log { get; set; } = "";

    /// <summary>What would be said if the forming bar ended now; null where nothing is forming.</summary>
    public ReadOnlyMemory<byte>? Preview { get; set; }

    /// <summary>Who gets its messages.</summary>
    public List<HubClient> Clients { get; } = [];

    /// <summary>Who gets its previews.</summary>
    public List<HubClient> PreviewClients { get; } = [];

    /// <summary>By it previews give way to each other, and to nothing else.</summary>
    public object PreviewKey { get; } = new();
}
