using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Host.Services.Ingest;

/// <summary>What a tick or quote must be, whoever brings it: what is no price or no time of a market is refused before it is in a log for ever.</summary>
internal static class TickRules
{
    private static readonly Timestamp Earliest = Timestamp.Parse("1990-01-01T00:00:00Z");

    /// <summary>What is wrong with it; null where nothing is.</summary>
    public static string? MistakeOf(in InputEvent e, Timestamp now) => TimeMistake(e.Time, now) ?? e.Kind switch
    {
        EventKind.Tick => e.Tick.Price.Raw <= 0 ? $"price {e.Tick.Price}: write a price above 0"
            : e.Tick.Size.Raw < 0 ? $"size {e.Tick.Size}: write a size from 0"
            : e.Tick.Sequence < 0 || e.Tick.TradeId < 0 ? "sequence and trade_id are numbers from 0"
            : (e.Flags & InputEvent.HasQuote) != 0 && (e.QuotedTick.Bid.Raw < 0 || e.QuotedTick.Ask.Raw < 0) ? "bid and ask are prices above 0, or null"
            : null,
        EventKind.Quote => e.Quote.Bid.Raw < 0 || e.Quote.Ask.Raw < 0 ? "bid and ask are prices above 0, or 0 where there is none"
            : e.Quote.BidSize.Raw < 0 || e.Quote.AskSize.Raw < 0 ? "bid_size and ask_size are sizes from 0"
            : null,
        _ => "only ticks and quotes are taken here; send candles on candles.external.SYMBOL.FRAME",
    };

    private static string? TimeMistake(Timestamp time, Timestamp now) =>
        time < Earliest ? $"time {time}: is before {Earliest}; write the time of the trade"
        : time > now && time - now > IngestLimits.Ahead.Ticks * TimeSpan.NanosecondsPerTick ? $"time {time}: is more than {IngestLimits.Ahead.TotalMinutes} minutes ahead of this machine's clock ({now}); set the clocks"
        : null;
}
