using Pawl.Recovery;
using Pawl.Tests.Crash.Disk;
using Pawl.Tests.Support;

namespace Pawl.Tests.Crash.Store;

/// <summary>Makes the program that is tried.</summary>
internal delegate StoreProgram ProgramMaker(StoreScenario scenario, DiskProgram program);

/// <summary>What ends the program and what is found then.</summary>
internal enum Crash
{
    /// <summary>kill -9: nothing that was written is lost.</summary>
    Kill,
    PowerKept,
    PowerLost,
    PowerTorn,
}

/// <summary>
/// Runs a program, crashes it in the middle of a call, starts it again on what is left (and sometimes crashes it again), and
/// holds the store against that of a run that was never interrupted.
/// </summary>
internal sealed class CrashHarness
{
    private const int MostCrashes = 8;

    private readonly StoreScenario scenario;
    private readonly ProgramMaker make;
    private readonly string expected;
    private readonly HashSet<(string Log, LogPosition)> positions;

    public CrashHarness(StoreScenario scenario, ProgramMaker? make = null)
    {
        this.scenario = scenario;
        this.make = make ?? ((of, on) => new StoreProgram(of, on));
        using DiskProgram program = new(new SimulatedDisk());
        using (StoreProgram correct = new(scenario, program))
        {
            correct.Open();
            correct.Run();
            positions = [.. correct.Told];
        }

        expected = StoreDump.Of(StoreProgram.PathOn(program));
        Calls = Uninterrupted();
    }

    /// <summary>How many calls the uninterrupted run makes, shutting down included.</summary>
    public int Calls { get; }

    /// <summary>How often a crash took back what the world was told, where it may.</summary>
    public int Losses { get; private set; }

    /// <summary>Whether a crash may take back what the world was told: power was lost and commits do not wait for the disk.</summary>
    private bool MayLose(Crash crash) => scenario.Durability != Persistence.Durability.Full && crash != Crash.Kill;

    /// <summary>Crashes at a call in each way, or in one; what is wrong afterwards.</summary>
    public IEnumerable<(HarnessCase Case, string Wrong)> Try(HarnessCase what)
    {
        (int at, Crash? only, ulong seed) = what;
        SimulatedDisk disk = new();
        Dictionary<string, LogPosition> told = new(StringComparer.Ordinal);
        using DiskProgram program = new(disk, DiskProgram.StopAt(at), seed);
        string? before = RunOnce(program, told);
        foreach (Crash crash in only is { } one ? [one] : Enum.GetValues<Crash>())
        {
            if ((before ?? GoOn(disk, crash, seed, new Dictionary<string, LogPosition>(told, StringComparer.Ordinal))) is { } wrong)
            {
                yield return (new HarnessCase(at, crash, seed), wrong);
            }
        }
    }

    /// <summary>Starts the program on what a crash left, crashes it again now and then, and lets it come to its end.</summary>
    private string? GoOn(SimulatedDisk disk, Crash crash, ulong seed, Dictionary<string, LogPosition> told)
    {
        Lcg chance = new(seed);
        for (int crashes = 1; ; crashes++)
        {
            disk = Found(disk, crash, seed + (ulong)crashes);
            FaultPlan? again = crashes < MostCrashes && chance.OneIn(4) ? DiskProgram.StopAt(1 + chance.Next(40)) : null;
            using DiskProgram program = new(disk, again, seed + (ulong)crashes);
            string? wrong = RunOnce(program, told, MayLose(crash));
            if (wrong is null && program.HasStopped)
            {
                continue;
            }

            wrong ??= Difference(disk);
            return wrong is null ? null : $"{wrong} (after {crashes} crashes)";
        }
    }

    /// <summary>In what a store differs from that of the run that was never interrupted; null where it does not.</summary>
    public string? Difference(SimulatedDisk disk)
    {
        using DiskProgram reader = new(disk);
        return StoreDump.Difference(expected, StoreDump.Of(StoreProgram.PathOn(reader)));
    }

    private static SimulatedDisk Found(SimulatedDisk disk, Crash crash, ulong seed) => crash switch
    {
        Crash.Kill => disk.AfterKill(),
        Crash.PowerKept => disk.AfterPowerLoss(Unflushed.Kept, seed),
        Crash.PowerLost => disk.AfterPowerLoss(Unflushed.Lost, seed),
        _ => disk.AfterPowerLoss(Unflushed.Torn, seed),
    };

    /// <summary>One life of the program: opening, comparing what it finds with what the world was told, going on.</summary>
    private string? RunOnce(DiskProgram program, Dictionary<string, LogPosition> told, bool mayLose = false)
    {
        using StoreProgram one = make(scenario, program);
        try
        {
            one.Open();
            if (Compare(one, told, mayLose) is { } wrong)
            {
                return wrong;
            }

            one.Run(atMost: scenario.CommitsOfALife);
            one.Close();
            one.Open();
            one.Run();
            one.Close();
            return null;
        }
        catch (StoreException) when (program.HasStopped)
        {
            return null;
        }
        catch (Exception refused) when (refused is StoreException or InvalidOperationException)
        {
            return refused.Message;
        }
        finally
        {
            foreach ((string log, LogPosition position) in one.Told)
            {
                told[log] = position;
            }
        }
    }

    /// <summary>Holds what was recovered against what the world was told.</summary>
    private string? Compare(StoreProgram recovered, Dictionary<string, LogPosition> told, bool mayLose)
    {
        foreach (string log in scenario.Logs.Keys)
        {
            LogPosition now = recovered.PositionOf(log);
            long acknowledged = told.GetValueOrDefault(log).Records;
            if (now.Records < acknowledged && !mayLose)
            {
                return $"log {log}: {acknowledged} events were acknowledged, {now.Records} are there";
            }

            if (now.Records > 0 && !positions.Contains((log, now)))
            {
                return $"log {log} is at {now}, where a run that is not interrupted never is";
            }

            Losses += now.Records < acknowledged ? 1 : 0;
            told[log] = now;
        }

        return null;
    }

    private int Uninterrupted()
    {
        using DiskProgram program = new(new SimulatedDisk());
        return RunOnce(program, []) is { } wrong ? throw new InvalidOperationException(wrong) : program.Calls;
    }
}
