using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Ingestion;

/// <summary>What has been seen of a contract.</summary>
internal sealed class ContractState(FuturesContract contract)
{
    public FuturesContract Contract { get; } = contract;

    public string Id => Contract.Id;

    /// <summary>Its last price, as it was paid.</summary>
    public Price? LastPrice { get; private set; }

    public Timestamp LastTime { get; private set; }

    /// <summary>What was traded on the trading day so far.</summary>
    public QuantitySum Volume { get; private set; }

    /// <summary>Takes what an event says of price and volume.</summary>
    public void See(in InputEvent e, Timestamp moment, CandleSource from)
    {
        switch (e.Kind)
        {
            case EventKind.Tick when from == CandleSource.Index || (from == CandleSource.Trade && e.Tick.Size.Raw > 0):
                See(e.Tick.Price, moment);
                Volume += e.Tick.Size;
                break;
            case EventKind.Quote when QuotedPrice.Makes(from) && QuotedPrice.Of(in e.Quote, from) is { Raw: not 0 } price:
                See(price, moment);
                break;
            case EventKind.Candle:
                See(e.Candle.Close, moment);
                Volume += e.Candle.Volume;
                break;
        }
    }

    public void BeginDay() => Volume = default;

    private void See(Price price, Timestamp moment)
    {
        // What comes late is not the last.
        if (LastPrice is not null && moment < LastTime)
            return;
        LastPrice = price;
        LastTime = moment;
    }
}
