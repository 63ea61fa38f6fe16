using System.Diagnostics.CodeAnalysis;
using Pawl.Types;

namespace Pawl.Trading;

/// <summary>
/// What one unit of each currency is worth in the account's currency, and who says so. A currency is a small number; 0 is
/// that of the account, whose rate is 1.
/// </summary>
public sealed class ExchangeRates
{
    private readonly List<string> _names = [];
    private readonly List<long> _rates = [];
    private readonly List<string> _sources = [];

    /// <param name="account">The currency of the account.</param>
    public ExchangeRates(string account)
    {
        _names.Add(account);
        _rates.Add(Amounts.Scale);
        _sources.Add("the same currency");
    }

    public int Count => _names.Count;

    /// <summary>The number of a currency; it is added where it is new. An instrument that names none is in the account's.</summary>
    public int Index(string currency)
    {
        if (currency.Length == 0) return 0;
        int index = _names.IndexOf(currency);
        if (index >= 0) return index;
        _names.Add(currency);
        _rates.Add(0);
        _sources.Add("");
        return _names.Count - 1;
    }

    public string Name(int currency) => _names[currency];

    /// <summary>Who says what the currency is worth; empty where nobody does.</summary>
    public string Source(int currency) => _sources[currency];

    public bool IsKnown(int currency) => _rates[currency] > 0;

    /// <summary>Sets what one unit of a currency is worth.</summary>
    /// <param name="currency">The currency, not that of the account.</param>
    /// <param name="rate">Units of the account's currency, above zero.</param>
    /// <param name="source">Who says so, for the report: a feed, a symbol, a file.</param>
    public void Set(string currency, Price rate, string source)
    {
        int index = Index(currency);
        if (index == 0 || rate.Raw <= 0) ThrowRate(currency, rate);
        _rates[index] = rate.Raw;
        _sources[index] = source;
    }

    /// <summary>An amount in the account's currency.</summary>
    /// <exception cref="InvalidOperationException">Nobody said what the currency is worth; orders in it are refused before.</exception>
    public Long128 Convert(Long128 amount, int currency)
    {
        long rate = _rates[currency];
        if (rate == 0 && amount != 0) ThrowUnknown(currency);
        return Amounts.Times(amount, rate);
    }

    internal long RateOf(int currency) => _rates[currency];

    internal void Restore(int currency, long rate, string source)
    {
        _rates[currency] = rate;
        _sources[currency] = source;
    }

    [DoesNotReturn]
    private void ThrowUnknown(int currency) => throw new InvalidOperationException(
        $"no rate from {_names[currency]} to {_names[0]}: name a source of exchange rates for it");

    [DoesNotReturn]
    private static void ThrowRate(string currency, Price rate) => throw new ArgumentException(
        $"exchange rate {rate} of {currency}: give a rate above zero, for another currency than the account's", nameof(rate));
}
