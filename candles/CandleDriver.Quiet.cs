using Pawl.Types;

namespace Pawl.Candles;

// When time alone has something to close.
public sealed partial class CandleDriver
{
    /// <summary>
    /// The earliest instant behind another at which something may end although nothing comes: a bar in which the newest event lies, a clock,
    /// or a bar without a trade that is said all the same. What is told of these instants tells a quiet log everything. A pure function of both.
    /// </summary>
    /// <param name="newest">The time of the newest event.</param>
    /// <param name="told">Up to here it was told.</param>
    /// <returns><see cref="Timestamp.MaxValue"/> where nothing does.</returns>
    public Timestamp NextEnd(Timestamp newest, Timestamp told)
    {
        Timestamp next = Timestamp.MaxValue;
        foreach (Frame frame in frames)
        {
            int hint = 0;
            Timestamp end = frame.Rule.At(newest, ref hint).End;
            if (end <= told && frame.FillsGaps)
            {
                end = frame.Rule.At(told, ref hint).End;
            }

            next = end > told && end < next ? end : next;
        }

        foreach (Clock clock in clocks)
        {
            int hint = 0;
            Timestamp end = clock.Rule.At(told, ref hint).End;
            next = end > told && end < next ? end : next;
        }

        return next;
    }
}
