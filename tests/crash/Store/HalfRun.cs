using Pawl.Persistence.Sqlite;
using Pawl.Recovery;
using Pawl.Tests.Crash.Disk;

namespace Pawl.Tests.Crash.Store;

/// <summary>What became of a store that something was done to, when its run was gone on with.</summary>
internal enum Outcome
{
    /// <summary>It ended as if nothing had been.</summary>
    Equal,

    /// <summary>It was refused with a line.</summary>
    Refused,

    /// <summary>It ended, what is stored differs, and a check of the store tells.</summary>
    FoundByCheck,

    /// <summary>It ended, what is stored differs, and nothing tells.</summary>
    Different,
}

/// <summary>A store in which a part of a run is, for something to be done to it.</summary>
internal static class HalfRun
{
    public const string Database = "/store.db";
    public const string WriteAheadLog = "/store.db-wal";

    private static readonly StoreScenario Scenario = new() { BatchEvents = 40 };
    private static readonly Lazy<CrashHarness> Reference = new(() => new CrashHarness(Scenario));

    public static CrashHarness Whole => Reference.Value;

    /// <summary>Shut down in the middle, so that there is one file; or killed, so that all lies in the write-ahead log.</summary>
    public static SimulatedDisk Make(bool killed = false, int commits = 3)
    {
        SimulatedDisk disk = new();
        using DiskProgram program = new(disk);
        using StoreProgram half = new(Scenario, program);
        half.Open();
        half.Run(atMost: commits);
        if (!killed)
        {
            half.Close();
        }

        return disk.AfterKill();
    }

    /// <summary>Goes on to the end; what was said where it was refused, or in what the store differs.</summary>
    public static (Outcome Outcome, string Line) GoOn(SimulatedDisk disk, FaultPlan? plan = null)
    {
        using (DiskProgram program = new(disk, plan))
        {
            try
            {
                using StoreProgram rest = new(Scenario, program);
                rest.Open();
                rest.Run();
                rest.Close();
            }
            catch (StoreException refused)
            {
                return (Outcome.Refused, refused.Message.Replace($"file:{Database}?vfs={program.Vfs}", "STORE", StringComparison.Ordinal));
            }
        }

        string? difference = null;
        try
        {
            difference = Whole.Difference(disk);
            if (difference is null)
            {
                return (Outcome.Equal, "");
            }
        }
        catch (StoreException unreadable)
        {
            difference = unreadable.Message;
        }

        IReadOnlyList<string> findings = Check(disk);
        return findings.Count > 0 ? (Outcome.FoundByCheck, findings[0]) : (Outcome.Different, difference);
    }

    public static IReadOnlyList<string> Check(SimulatedDisk disk)
    {
        using DiskProgram reader = new(disk);
        return StoreCheck.Run(StoreProgram.PathOn(reader));
    }
}
