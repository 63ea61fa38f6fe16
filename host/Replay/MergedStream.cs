using Pawl.Types;

namespace Pawl.Host.Replay;

/// <summary>Writes the lines of several workers into one stream, in the order of the input events that caused them.</summary>
internal sealed class MergedStream(Stream to)
{
    public void Write(ReadOnlySpan<IOrderedLines> workers)
    {
        Span<int> next = stackalloc int[workers.Length];
        next.Clear();
        while (true)
        {
            int first = -1;
            for (int w = 0; w < workers.Length; w++)
            {
                if (next[w] < workers[w].Pieces.Count
                    && (first < 0 || workers[w].Pieces[next[w]].Position < workers[first].Pieces[next[first]].Position))
                {
                    first = w;
                }
            }

            if (first < 0)
            {
                return;
            }

            (_, int start, int end) = workers[first].Pieces[next[first]++];
            to.Write(workers[first].Text.Written[start..end]);
        }
    }

    public void Write(Utf8Buffer text) => to.Write(text.Written);

    public void Flush() => to.Flush();
}
