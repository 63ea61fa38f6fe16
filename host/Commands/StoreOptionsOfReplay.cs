using System.CommandLine;
using Pawl.Host.Configuration.Settings;
using Pawl.Host.Replay.Storing;
using Pawl.Persistence;

namespace Pawl.Host.Commands;

/// <summary>What a command line says of a store.</summary>
/// <param name="Path">The file.</param>
/// <param name="Snapshots">When states are saved.</param>
/// <param name="Resume">Whether the newest run goes on, rather than a new one beginning.</param>
/// <param name="Options">How it is written.</param>
internal sealed record StoreRequest(string Path, SnapshotPolicy Snapshots, bool Resume, StoreOptions Options);

/// <summary><c>--store</c> and what belongs to it.</summary>
internal sealed class StoreOptionsOfReplay
{
    private readonly Option<string?> store = new("--store")
    {
        Description = "Store input, outputs and states in this SQLite file, made where there is none; see docs/reference/store.md.",
        HelpName = "FILE",
    };

    private readonly ParsedOption<int> snapshotEvery = Options.WholeNumber(
        "--snapshot-every", "With --store: save the state of a log after so many events, 1000000 by default.", 1, int.MaxValue);

    private readonly Option<bool> resume = new("--resume")
    {
        Description = "With --store: go on with the newest run of this pipeline and these data, which must not have changed; begin one where there is none.",
    };

    /// <summary>The options, as help lists them.</summary>
    public IReadOnlyList<Option> All => [store, snapshotEvery, resume];

    public StoreRequest? Read(ParseResult parsed, SettingValues settings)
    {
        string? path = parsed.GetValue(store);
        int? every = parsed.GetValue(snapshotEvery);
        if (path is null && (every is not null || parsed.GetValue(resume)))
        {
            throw new UsageException($"{(every is null ? "--resume" : "--snapshot-every")} needs a store; name its file with --store");
        }

        return path is null ? null : new StoreRequest(
            path, PolicyOf(every, settings), parsed.GetValue(resume), OptionsOf("pawl replay", settings));
    }

    /// <summary>When states are saved: as the command line says, else as the settings do.</summary>
    public static SnapshotPolicy PolicyOf(int? every, SettingValues settings) =>
        new(every ?? settings.Get(SettingTable.SnapshotEvery), TimeSpan.FromSeconds(settings.Get(SettingTable.SnapshotSeconds)));

    /// <summary>How the settings say that a store is written.</summary>
    public static StoreOptions OptionsOf(string command, SettingValues settings) => new()
    {
        Durability = settings.Get(SettingTable.Durability),
        Ticks = settings.Get(SettingTable.StoreTicks),
        InputDays = settings.Get(SettingTable.KeepInputDays),
        OutputDays = settings.Get(SettingTable.KeepOutputDays),
        Snapshots = settings.Get(SettingTable.KeepSnapshots),
        Command = command,
    };
}
