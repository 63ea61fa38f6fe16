using System.Runtime.InteropServices;

namespace Pawl.Types;

/// <summary>A confirmed local extreme of the bars.</summary>
[Message("swing_point", 1, "A confirmed local extreme of the bars.", Group = MessageGroup.MarketStructure)]
[StructLayout(LayoutKind.Sequential)]
public struct SwingPoint
{
    [Field("number of the object within its node")]
    public long ObjectId;

    [Field("what it is, compared with the one before it on the same side")]
    public SwingKind Kind;

    [Field("the extreme price")]
    public Price Price;

    [Field("number of the extreme bar", Unit = "bars")]
    public long BarIndex;

    [Field("start of the extreme bar")]
    public Timestamp BarTime;

    [Field("number of the bar that confirmed it", Unit = "bars")]
    public long ConfirmedIndex;

    [Field("end of the bar that confirmed it")]
    public Timestamp ConfirmedTime;

    [Field("number of bars that confirm it", Unit = "bars")]
    public long Strength;

    [Field("0 to 1; null until its averages are ready")]
    public double Score;
}
