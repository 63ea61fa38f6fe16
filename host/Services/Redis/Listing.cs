using Pawl.Host.Commands;
using Pawl.Host.Configuration.Instruments;
using Pawl.Ingestion;
using Pawl.Types;

namespace Pawl.Host.Services.Redis;

/// <summary>What a symbol is called on Redis, and in which unit its prices are whole numbers.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Exchange">Its exchange.</param>
/// <param name="Token">The exchange's name for it.</param>
/// <param name="MinorUnit">What a price of 1 means there.</param>
internal sealed record Listing(string Symbol, string Exchange, string Token, Price MinorUnit)
{
    /// <summary>The exchange of an instrument that has none: the code of ISO 10383 for that.</summary>
    public const string NoExchange = "XXXX";

    private static readonly Price Hundredth = new(Price.Scale / 100);

    /// <summary>What keys end with.</summary>
    public string Key { get; } = $"{Exchange}:{Token}";

    /// <summary>The price in minor units, written as a price, as messages have it.</summary>
    /// <exception cref="IngestionException">It is no whole number of them, or too large.</exception>
    public Price ToMinor(Price price)
    {
        long units = Math.DivRem(price.Raw, MinorUnit.Raw, out long rest);
        return rest == 0 && Math.Abs(units) <= long.MaxValue / Price.Scale ? new Price(units * Price.Scale) : throw new IngestionException(
            rest != 0 ? $"{Symbol}: the price {price} is no whole number of its minor unit {MinorUnit}; give the instrument a finer 'minor_unit' in the file of instruments"
            : $"{Symbol}: the price {price} is too large in its minor unit {MinorUnit}; give the instrument a coarser 'minor_unit' in the file of instruments");
    }

    /// <summary>The price of a message.</summary>
    /// <exception cref="FormatException">It is no whole number, or too large.</exception>
    public Price FromMinor(Price minor) => minor.Raw % Price.Scale != 0 ? throw new FormatException($"the price {minor} is no whole number of minor units")
        : Long128.Abs((Long128)minor.Raw / Price.Scale * MinorUnit.Raw) <= long.MaxValue ? new Price(minor.Raw / Price.Scale * MinorUnit.Raw)
        : throw new FormatException($"the price {minor} is too large");

    public Candle ToMinor(Candle candle) => candle with { Open = ToMinor(candle.Open), High = ToMinor(candle.High), Low = ToMinor(candle.Low), Close = ToMinor(candle.Close) };

    public Candle FromMinor(Candle candle) =>
        candle with { Open = FromMinor(candle.Open), High = FromMinor(candle.High), Low = FromMinor(candle.Low), Close = FromMinor(candle.Close) };

    /// <summary>What is known of a symbol; of one that is not in the file, prices are hundredths.</summary>
    /// <exception cref="UsageException">Its tick is finer than its minor unit.</exception>
    public static Listing Of(string symbol, InstrumentsFile? file)
    {
        Instrument known = file?.Of(symbol) ?? Instrument.Named(symbol);
        Price unit = known.MinorUnit == Price.Zero ? Hundredth : known.MinorUnit;
        return known.TickSize.Raw % unit.Raw != 0
            ? throw new UsageException($"{symbol}: its tick {known.TickSize} is finer than its minor unit {unit}, in which prices travel on Redis; give it a finer 'minor_unit' in the file of instruments")
            : new Listing(symbol, known.Exchange.Length > 0 ? known.Exchange : NoExchange, known.Token.Length > 0 ? known.Token : symbol, unit);
    }
}
