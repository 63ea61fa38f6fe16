using System.Collections.Concurrent;
using Pawl.Host.Commands;
using Pawl.Host.Configuration.Instruments;
using Pawl.Host.Configuration.Settings;

namespace Pawl.Host.Services.Redis;

/// <summary>What symbols are called on Redis, by the file of instruments.</summary>
internal sealed class Listings
{
    private readonly ConcurrentDictionary<string, Listing> known = new(StringComparer.Ordinal);
    private readonly InstrumentsFile? file;

    public Listings(SettingValues values)
    {
        InstrumentSource source = new(values);
        file = source.Path is null ? null : source.Read("instruments");
    }

    /// <exception cref="UsageException">The symbol cannot travel on Redis.</exception>
    public Listing Of(string symbol) => known.GetOrAdd(symbol, s => Listing.Of(s, file));
}
