using Pawl.Types;

namespace Pawl.Indicators;

/// <summary>The swing that price has to pass on one side; gone once it has.</summary>
internal struct SwingLevel
{
    public Price Price;
    public long Swing;
    public long Index;
    public Timestamp Time;
    public long Exists;

    /// <summary>1 until a bar has closed with it.</summary>
    public long IsNew;

    /// <summary>Makes a swing the level.</summary>
    /// <param name="keepsExtreme">Whether the old level stays if it is further out.</param>
    public void Take(in SwingPoint swing, Direction side, bool keepsExtreme)
    {
        if (keepsExtreme && Exists != 0 && SeenBar.Of(Price.Raw, side) >= SeenBar.Of(swing.Price.Raw, side))
        {
            return;
        }

        this = new SwingLevel { Price = swing.Price, Swing = swing.ObjectId, Index = swing.BarIndex, Time = swing.BarTime, Exists = 1, IsNew = 1 };
    }
}

internal static class SwingKinds
{
    /// <summary>Up for a high, down for a low.</summary>
    public static Direction Side(this SwingKind kind) =>
        kind is SwingKind.SwingHigh or SwingKind.HigherHigh or SwingKind.LowerHigh or SwingKind.EqualHigh ? Direction.Up : Direction.Down;
}
