using System.Runtime.InteropServices;

namespace Pawl.Types;

/// <summary>What a strategy risks, and how far its limits are.</summary>
[Message("risk_metric", 1, "What a strategy risks, and how far its limits are.", Group = MessageGroup.Strategy, Subject = "strategies.positions.{symbol}")]
[StructLayout(LayoutKind.Sequential)]
public struct RiskMetric
{
    [Field("where the position is given up", NullWhen = long.MinValue)]
    public Price StopLoss;

    [Field("where profit is taken", NullWhen = long.MinValue)]
    public Price TakeProfit;

    [Field("value of the position, in the currency of the account")]
    public QuantitySum Exposure;

    [Field("loss since the highest equity, in the currency of the account")]
    public QuantitySum Drawdown;

    [Field("exposure that its limit still allows")]
    public QuantitySum ExposureRoom;

    [Field("loss that its limit still allows")]
    public QuantitySum LossRoom;

    [Field("quantity that its limit still allows")]
    public Quantity PositionRoom;
}
