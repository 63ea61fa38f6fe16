using Pawl.Host.Commands;
using Pawl.Host.Web.Live;
using Pawl.Persistence.Sqlite;

namespace Pawl.Host.Web;

/// <summary>
/// Whether trading is stopped, by whomever and why: what the store says, so that the page, REST and <c>pawl kill-switch</c> never
/// say different things.
/// </summary>
/// <param name="store">The file of the store.</param>
internal sealed class TradingSwitch(string store)
{
    private const int LongestReason = 64;

    private readonly string began = Frame.Now().ToString();

    /// <summary>Whether it is on, so that nothing may be sent that makes a position larger.</summary>
    public bool IsOn => KillSwitchStatus.Of(store).IsOn;

    /// <summary>Whether it is on, why, and since when.</summary>
    public (bool IsOn, string Reason, string Since) Look()
    {
        KillSwitchStatus status = KillSwitchStatus.Of(store);
        return status.Halted.Count > 0 ? (true, status.Halted[^1].Reason, status.Halted[^1].Given)
            : status.File is { } file ? (true, $"the file {Path.GetFileName(file)} is there", began)
            : (false, "", began);
    }

    /// <summary>Asks the run to stop, or to go on.</summary>
    public void Set(bool on, string reason)
    {
        if (on != IsOn)
        {
            using StoredCommands commands = StoredCommands.Open(store, writes: true);
            commands.Add(on ? "halt" : "resume", "global", "", reason.Length > LongestReason ? reason[..LongestReason] : reason);
        }
    }
}
