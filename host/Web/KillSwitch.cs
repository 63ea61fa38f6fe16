using Pawl.Host.Web.Live;
using Pawl.Types;

namespace Pawl.Host.Web;

/// <summary>Whether trading is stopped, by whom and why. Whoever sends orders looks at it, and may be told when it changes.</summary>
internal sealed class KillSwitch
{
    private const int LongestReason = 64;

    private readonly Lock gate = new();

    /// <summary>Told of each change.</summary>
    public Action<bool, string>? Changed { get; set; }

    /// <summary>Whether it is on, so that nothing may be sent that makes a position larger.</summary>
    public bool IsOn { get; private set; }

    public string Reason { get; private set; } = "";

    /// <summary>Since when it is as it is.</summary>
    public Timestamp Since { get; private set; } = Frame.Now();

    public void Set(bool on, string reason)
    {
        lock (gate)
        {
            if (on == IsOn)
            {
                return;
            }

            (IsOn, Reason, Since) = (on, reason.Length > LongestReason ? reason[..LongestReason] : reason, Frame.Now());
            Changed?.Invoke(on, Reason);
        }
    }
}
