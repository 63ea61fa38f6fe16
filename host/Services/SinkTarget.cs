using Pawl.Host.Commands;
using Pawl.Host.Configuration.Settings;
using Pawl.Persistence.Postgres;

namespace Pawl.Host.Services;

/// <summary>Where a sink writes to.</summary>
/// <param name="Address">The database.</param>
/// <param name="Spill">The folder for what waits.</param>
/// <param name="SpillBytes">How much may wait there.</param>
internal sealed record SinkTarget(PostgresAddress Address, string Spill, long SpillBytes)
{
    /// <exception cref="UsageException">The address is missing or none.</exception>
    public static SinkTarget Of(SettingValues values)
    {
        Setting<Secret> address = SettingTable.DatabaseAddress;
        Secret given = values.Get(address);
        string folder = values.Get(SettingTable.DatabaseSpill);
        return given.IsGiven
            ? new SinkTarget(ServerStore.Parse(given.Reveal(), address.Name), folder.Length > 0 ? folder : "pawl-spill", (long)values.Get(SettingTable.DatabaseSpillMegabytes) << 20)
            : throw new UsageException($"{address.Name} is not set: write in the environment {address.Variable}=postgres://USER:PASSWORD@HOST:5432/DATABASE");
    }
}
