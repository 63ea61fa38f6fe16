using Pawl.Types;

namespace Pawl.Trading;

/// <summary>What trading needs to know of a symbol.</summary>
/// <param name="Symbol">Its name.</param>
/// <param name="Instrument">Units, multiplier, currency and hours.</param>
/// <param name="Currency">The number of its currency among the exchange rates.</param>
/// <param name="AllowShort">Whether the venue lets one sell what one does not have.</param>
public sealed record SymbolFacts(string Symbol, Instrument Instrument, int Currency, bool AllowShort = true)
{
    public Quantity Multiplier { get; } = Instrument.Multiplier;

    /// <summary>The log that its outputs are in: of its own name, but where a pipeline's symbols share one.</summary>
    public string Log { get; init; } = Symbol;

    /// <summary>A quantity cut to whole lots.</summary>
    public Quantity ToLots(Quantity quantity)
    {
        long lot = Instrument.LotSize.Raw;
        return lot <= 0 ? quantity : new Quantity(quantity.Raw - (quantity.Raw % lot));
    }

    /// <summary>A price moved to the tick that is worse for a side: up for a buyer, down for a seller.</summary>
    public Price ToTick(Price price, TradeDirection side)
    {
        long tick = Instrument.TickSize.Raw;
        if (tick <= 0) return price;
        long over = price.Raw % tick;
        if (over < 0) over += tick;
        if (over == 0) return price;
        return new Price(side == TradeDirection.Buy ? price.Raw - over + tick : price.Raw - over);
    }
}
