using Pawl.Types;

namespace Pawl.Backtesting.Statistics;

/// <summary>A piece of a curve: where it ended, and how low and high it was.</summary>
public readonly record struct CurvePiece(Timestamp From, Timestamp To, double Low, double High, double Last);

/// <summary>
/// A curve of any length in bounded memory, for pictures: when it is full, neighbours are put together two by two, so that
/// no extreme is lost and every piece holds about the same number of marks.
/// </summary>
/// <param name="capacity">The most pieces that are kept; even, at least 2.</param>
public sealed class BoundedCurve(int capacity = 2048)
{
    private readonly List<CurvePiece> pieces = new(capacity);
    private long perPiece = 1;
    private long inLast;

    public IReadOnlyList<CurvePiece> Pieces => pieces;

    public void Add(Timestamp time, double value)
    {
        if (inLast > 0 && inLast < perPiece)
        {
            CurvePiece last = pieces[^1];
            pieces[^1] = last with { To = time, Low = Math.Min(last.Low, value), High = Math.Max(last.High, value), Last = value };
            inLast++;
            return;
        }

        if (pieces.Count == capacity)
        {
            Halve();
        }

        pieces.Add(new CurvePiece(time, time, value, value, value));
        inLast = 1;
    }

    private void Halve()
    {
        for (int i = 0; i < capacity / 2; i++)
        {
            (CurvePiece a, CurvePiece b) = (pieces[2 * i], pieces[(2 * i) + 1]);
            pieces[i] = new CurvePiece(a.From, b.To, Math.Min(a.Low, b.Low), Math.Max(a.High, b.High), b.Last);
        }

        pieces.RemoveRange(capacity / 2, capacity / 2);
        perPiece *= 2;
    }
}
