using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary>The one price of an event that stands for it: of a trade its own, of a quote the middle, of a candle the close.</summary>
internal static class PriceOf
{
    public static bool TryGet(in InputEvent e, out Price price)
    {
        price = e.Kind switch
        {
            EventKind.Tick => e.Tick.Price,
            EventKind.Quote when e.Quote.Bid.Raw != 0 && e.Quote.Ask.Raw != 0 => new Price((e.Quote.Bid.Raw / 2) + (e.Quote.Ask.Raw / 2)),
            EventKind.Candle => e.Candle.Close,
            _ => default,
        };
        return e.Kind != EventKind.Quote || price.Raw != 0;
    }
}
