using NodaTime;
using NodaTime.TimeZones;
using Pawl.Types;

namespace Pawl.Candles.Sessions;

/// <summary>
/// The time zones of the tz database, as it came with the program: the rules do not depend on the machine. A local time
/// that comes twice when clocks are set back is the earlier of the two; one that is skipped when they are set forward is
/// the moment of the change. So later local times never give earlier moments.
/// </summary>
public static class TimeZones
{
    private static readonly ZoneLocalMappingResolver Resolver =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>The version of the tz database, such as <c>2025b</c>.</summary>
    public static string Version { get; } = TzdbDateTimeZoneSource.Default.TzdbVersion;

    public static IReadOnlyCollection<string> Ids => DateTimeZoneProviders.Tzdb.Ids;

    public static bool Exists(string id) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) is not null;

    /// <summary>The moment of a local time, given in seconds since the midnight that begins a date, also negative ones.</summary>
    internal static Timestamp Moment(DateTimeZone zone, TradingDay date, int seconds)
    {
        LocalDateTime local = new LocalDate(1970, 1, 1).PlusDays(date.Number).AtMidnight().PlusSeconds(seconds);
        return new Timestamp(zone.ResolveLocal(local, Resolver).ToInstant().ToUnixTimeTicks() * 100);
    }

    /// <exception cref="ArgumentException">There is no such zone.</exception>
    internal static DateTimeZone Zone(string id) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) ?? throw new ArgumentException($"'{id}' is no time zone of the tz database", nameof(id));
}
