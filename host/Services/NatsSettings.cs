using Pawl.Host.Commands;
using Pawl.Host.Configuration.Settings;
using Pawl.Nats;
using Pawl.Nats.Nkeys;

namespace Pawl.Host.Services;

/// <summary>Where a system's NATS server is, and how it is laid out there.</summary>
/// <param name="Internal">The account of the system itself; null for services that work at the border alone.</param>
/// <param name="External">The account that other programs see.</param>
/// <param name="Partitions">Into how many partitions logs are spread.</param>
/// <param name="Replicas">On how many servers each stream lies.</param>
internal sealed record NatsSettings(NatsOptions? Internal, NatsOptions External, int Partitions, int Replicas)
{
    /// <summary>How long what came and what was told is kept at the border; the logs keep it for ever.</summary>
    public TimeSpan KeepArrived { get; init; } = TimeSpan.FromDays(3);

    /// <summary>How much each of both streams at the border may hold.</summary>
    public long BorderBytes { get; init; } = 8L << 30;

    /// <summary>How long the server knows the id of what came, and refuses it a second time.</summary>
    public TimeSpan IdsKnown { get; init; } = TimeSpan.FromMinutes(2);

    /// <exception cref="UsageException">An address is missing or none.</exception>
    public static NatsSettings Of(SettingValues values, string role) => new(
        Address(SettingTable.NatsInternal, SettingTable.NatsInternalNkey, values, "pawl", role), Address(SettingTable.NatsExternal, SettingTable.NatsExternalNkey, values, "border", role), values.Get(SettingTable.NatsPartitions), values.Get(SettingTable.NatsReplicas))
    {
        IdsKnown = TimeSpan.FromSeconds(values.Get(SettingTable.NatsDuplicates)),
    };

    /// <summary>The same for a service that sees no more than other programs do: it faces the network, and needs no password of the inside.</summary>
    /// <exception cref="UsageException">The address is missing or none.</exception>
    public static NatsSettings OfBorder(SettingValues values, string role) => new(null, Address(SettingTable.NatsExternal, SettingTable.NatsExternalNkey, values, "border", role), values.Get(SettingTable.NatsPartitions), values.Get(SettingTable.NatsReplicas))
    {
        IdsKnown = TimeSpan.FromSeconds(values.Get(SettingTable.NatsDuplicates)),
    };

    /// <summary>The account of the system itself, for a command that needs nothing else.</summary>
    /// <exception cref="UsageException">The address is missing or none.</exception>
    public static NatsOptions OfInside(SettingValues values, string role) => Address(SettingTable.NatsInternal, SettingTable.NatsInternalNkey, values, "pawl", role);

    private static NatsOptions Address(Setting<Secret> setting, Setting<string> nkey, SettingValues values, string user, string role)
    {
        Secret url = values.Get(setting);
        NatsOptions server = url.IsGiven ? Parse(url.Reveal(), setting.Name, role)
            : throw new UsageException($"{setting.Name} is not set: write in the environment {setting.Variable}=nats://{user}:PASSWORD@HOST:4222");
        return values.Get(nkey) is { Length: > 0 } file ? ByNkey(server, setting.Name, nkey.Name, file) : server;
    }

    private static NatsOptions ByNkey(NatsOptions server, string setting, string nkey, string file)
    {
        if (server.User is not null || server.Token is not null)
        {
            throw new UsageException($"{nkey} and {setting}: both say who logs in; leave name and password out of the address, or the nkey");
        }

        try
        {
            return server with { Nkey = NkeySeed.ReadFile(file) };
        }
        catch (FormatException mistake)
        {
            throw new UsageException($"{nkey}: {mistake.Message}");
        }
    }

    /// <summary>The server that an address names.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static NatsOptions Parse(string url, string place, string role)
    {
        try
        {
            return NatsOptions.Parse(url) with { Name = $"pawl {role}" };
        }
        catch (FormatException mistake)
        {
            throw new UsageException($"{place}: {mistake.Message}");
        }
    }
}
