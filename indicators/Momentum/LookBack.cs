using Pawl.Engine;

namespace Pawl.Indicators;

/// <summary>The value a number of values ago, for the rates of change.</summary>
internal struct LookBack
{
    private Ring<double> values;

    public static LookBack Over(int count, ref Layout l) => new() { values = l.Ring<double>(count + 1) };

    /// <summary>Takes the next value; one that is undefined is passed over.</summary>
    /// <param name="before">The value that was given as many values ago.</param>
    /// <returns>Whether there was one.</returns>
    public bool Add(double value, in Ctx c, out double before)
    {
        before = 0;
        if (double.IsNaN(value))
        {
            return false;
        }

        RingView<double> newest = c.Open(ref values);
        newest.Push(value);
        if (!newest.IsFull)
        {
            return false;
        }

        before = newest[newest.Count - 1];
        return true;
    }
}
