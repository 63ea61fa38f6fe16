using System.Diagnostics;
using Pawl.Backtesting.Runs;
using Pawl.Persistence.Sqlite;
using Pawl.Trading;

namespace Pawl.Host.Paper;

/// <summary>
/// What people ask of a running account: commands in its store, which anybody may write while the run owns it, and a file beside
/// the store, whose presence halts everything. Both outlive the process; a look costs little and is taken at most every fifth of a second.
/// </summary>
internal sealed class KillSwitch(string store) : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(200);

    private readonly StoredCommands commands = StoredCommands.Open(store);
    private long looked;

    /// <summary>The file that halts everything while it is there, whatever is in it.</summary>
    public string HaltFile { get; } = HaltFileOf(store);

    /// <summary>Whether the file was there when it was last looked for.</summary>
    public bool IsHaltedByFile { get; private set; }

    /// <summary>The file that halts what is in a store.</summary>
    public static string HaltFileOf(string store) => store + ".halt";

    /// <summary>The commands after one; none where it was looked a moment ago.</summary>
    public IReadOnlyList<AccountCommand> Look(long after)
    {
        if (looked != 0 && Stopwatch.GetElapsedTime(looked) < Every)
        {
            return [];
        }

        looked = Stopwatch.GetTimestamp();
        IsHaltedByFile = File.Exists(HaltFile);
        return [.. commands.After(after).Select(c => new AccountCommand(c.Id, c.Command == "halt", Enum.Parse<RiskScope>(c.Scope, ignoreCase: true), c.Target, c.Reason))];
    }

    public void Dispose() => commands.Dispose();
}
