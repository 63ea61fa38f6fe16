using System.Text;
using Pawl.Engine;

namespace Pawl.Candles;

// Commands take a number, so that the log alone says when they were obeyed.
public sealed partial class CandleDriver
{
    private void ProcessControl(EngineLog log, in InputEvent e)
    {
        log.BeginEvent();
        AdvanceTo(log, e.Time);
        log.BeginCycle();
        switch (e.Control.Action)
        {
            case LogAction.Reset:
                log.Reset(Encoding.UTF8.GetString(e.Control.Node.Utf8), e.Symbol);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(e), e.Control.Action, "unknown command");
        }
    }
}
