using System.Runtime.InteropServices;

namespace Pawl.Types;

/// <summary>What a strategy wants to do.</summary>
[Message("trade_signal", 1, "What a strategy wants to do.", Group = MessageGroup.Strategy)]
[StructLayout(LayoutKind.Sequential)]
public struct TradeSignal
{
    [Field("what it asks for")]
    public SignalKind Kind;

    [Field("buy or sell")]
    public TradeDirection Side;

    [Field("the price it was decided at")]
    public Price Price;

    [Field("where the position is to be given up", NullWhen = long.MinValue)]
    public Price Stop;

    [Field("where profit is to be taken", NullWhen = long.MinValue)]
    public Price Target;

    [Field("how much, where the strategy says so", NullWhen = 0L)]
    public Quantity Size;

    [Field("0 to 1, where the strategy says so")]
    public double Confidence;

    [Field("state of the strategy")]
    public MachineState State;

    [Field("why, cut at 64 bytes")]
    public Text64 Reason;
}
