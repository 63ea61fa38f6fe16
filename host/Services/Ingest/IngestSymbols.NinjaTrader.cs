using System.Globalization;
using Pawl.Host.Configuration;
using Pawl.Types;

namespace Pawl.Host.Services.Ingest;

// The names that NinjaTrader has: of futures "ES 12-26", root, month and year.
public sealed partial class IngestSymbols
{
    private const string Venue = "ninjatrader";
    private const string MonthLetters = "FGHJKMNQUVXZ";

    private readonly Dictionary<string, Instrument> byName = (file?.Instruments.Values ?? [])
        .Where(i => i.Venues.ContainsKey(Venue)).DistinctBy(i => i.Venues[Venue]).ToDictionary(i => i.Venues[Venue], StringComparer.Ordinal);

    /// <summary>The symbol of an instrument: the one whose venue name it is, else the contract that it means, else the symbol of that name.</summary>
    /// <param name="name">As NinjaTrader writes it.</param>
    /// <param name="known">What is known of it; null where that is nothing.</param>
    /// <returns>Null where there is none that is taken.</returns>
    public string? OfNinjaTrader(string name, out Instrument? known)
    {
        known = byName.GetValueOrDefault(name);
        string symbol = known?.Id ?? ContractOf(name, out known) ?? name;
        if (!Symbol.TryParse(symbol, out _) || MistakeOf(symbol) is not null)
        {
            return null;
        }

        known ??= file?.Find(symbol);
        return symbol;
    }

    /// <summary>What is wrong with a name.</summary>
    public string MistakeOfNinjaTrader(string name) => ContractOf(name, out _) is { } contract
        ? MistakeOf(contract)!
        : $"{Shown.Of(name)}: is the name of no instrument that is taken; write 'venues: {{{Venue}: \"{Shown.Plain(name, 60)}\"}}' at its entry in {(path.Length > 0 ? Shown.Plain(path, 200) : "the file of instruments")}";

    /// <summary>The contract of the file that a name means.</summary>
    private string? ContractOf(string name, out Instrument? future)
    {
        future = null;
        // ROOT MM-YY, of years up to 2069.
        string[] parts = name.Split(' ', '-');
        if (parts is not [{ Length: > 0 and <= 16 } root, { Length: 2 } month, { Length: 2 } year] || name[root.Length] != ' '
            || !int.TryParse(month, NumberStyles.None, CultureInfo.InvariantCulture, out int m) || m is < 1 or > 12
            || !int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out int y) || y >= 70)
        {
            return null;
        }

        string id = string.Create(CultureInfo.InvariantCulture, $"{root}{MonthLetters[m - 1]}{2000 + y}");
        future = file?.Instruments.Values.FirstOrDefault(i => i.Continuous?.Contracts.Any(c => c.Id == id) == true);
        return future is not null || named.Contains(id, StringComparer.Ordinal) ? id : null;
    }
}
