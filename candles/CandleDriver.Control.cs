using System.Text;
using Pawl.Engine;

namespace Pawl.Candles;

// Commands take a number, so that the log alone says when they were obeyed.
public sealed partial class CandleDriver
{
    private void ProcessControl(EngineLog log, in InputEvent e)
    {
        log.BeginEvent();
        AdvanceTo(log, e.Control.Action == LogAction.Flush && LastOpenEnd(log) is { } end && end > e.Time ? end : e.Time);
        log.BeginCycle();
        switch (e.Control.Action)
        {
            case LogAction.Reset:
                Reset(log, Encoding.UTF8.GetString(e.Control.Name.Utf8), e.Symbol);
                break;
            case LogAction.Pipeline or LogAction.Flush:
                break;
            case LogAction.Switch:
                Switch(log, Encoding.UTF8.GetString(e.Control.Name.Utf8), e.Control.From, e.Symbol);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(e), e.Control.Action, "unknown command");
        }
    }

    /// <summary>A log may have been commanded when its pipeline had other nodes.</summary>
    private static void Reset(EngineLog log, string node, int symbol)
    {
        if (log.HasNode(node, symbol))
        {
            log.Reset(node, symbol);
        }
    }

    private static void Switch(EngineLog log, string node, long version, int symbol)
    {
        if (log.VersionOf(node, symbol) is not null)
        {
            log.SwitchVersion(node, version, symbol);
        }
    }
}
