using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pawl.Engine;

/// <summary>
/// Runs the nodes of a plan in order, one by one or by compiled code. A node that throws fails alone: its position is known
/// from the loop, so nothing is paid for it per node. From then on the log is watched, and its nodes run one by one.
/// </summary>
internal static class PlanExecutor
{
    public static void Run(EngineLog log, Plan plan, in Ctx c)
    {
        int mark = c.Outbox.Count;
        PlanCode? code = log.Executor == Executor.Compiled ? plan.Code.Value : null;
        if (plan.Segments is { } segments)
        {
            RunSegments(log, plan.Runners, segments, code, mark, in c);
        }
        else
        {
            RunRange(log, plan.Runners, code is null ? [] : code.OfSegment(0), mark, in c);
        }
    }

    /// <summary>Runs neighbouring nodes.</summary>
    /// <param name="log">The log.</param>
    /// <param name="nodes">The nodes.</param>
    /// <param name="code">The same, compiled; empty where they are not.</param>
    /// <param name="mark">What the outbox held before the cycle.</param>
    /// <param name="c">The cycle.</param>
    private static void RunRange(EngineLog log, ReadOnlySpan<NodeRunner> nodes, ReadOnlySpan<PlanCode.Piece> code, int mark, in Ctx c)
    {
        int i = 0;
        while (i < nodes.Length)
        {
            try
            {
                if (log.IsWatched)
                {
                    for (; i < nodes.Length; i++)
                    {
                        RunWatched(log, nodes[i], in c);
                    }
                }
                else if (code.IsEmpty)
                {
                    RunAll(nodes, ref i, in c);
                }
                else
                {
                    RunCode(code, ref i, in c);
                }
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                log.PutToSleep(nodes[i], e, mark, in c);
                i++;
            }
        }
    }

    /// <summary>The inner loop, apart from the handling of failures: there its counter would be kept in memory.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RunAll(ReadOnlySpan<NodeRunner> nodes, ref int position, in Ctx c)
    {
        for (int i = position; i < nodes.Length; i++)
        {
            position = i;
            nodes[i].Run(in c);
        }

        position = nodes.Length;
    }

    private static void RunCode(ReadOnlySpan<PlanCode.Piece> code, ref int position, in Ctx c)
    {
        foreach (PlanCode.Piece piece in code)
        {
            piece(ref position, in c);
        }
    }

    /// <summary>Runs the segments that something has woken; a node wakes only later ones, so one pass is enough.</summary>
    private static void RunSegments(EngineLog log, NodeRunner[] nodes, PlanSegments segments, PlanCode? code, int mark, in Ctx c)
    {
        int words = (segments.Count + 63) / 64;
        Span<ulong> live = words <= 64 ? stackalloc ulong[words] : new ulong[words];
        live.Clear();
        foreach (int source in log.Written)
        {
            Wake(live, segments.FromSource[source]);
        }

        for (int word = 0; word < words; word++)
        {
            while (live[word] != 0)
            {
                int segment = (word * 64) + BitOperations.TrailingZeroCount(live[word]);
                live[word] &= live[word] - 1;
                int start = segment * PlanSegments.Size;
                ReadOnlySpan<PlanCode.Piece> compiled = code is null ? [] : code.OfSegment(segment);
                RunRange(log, nodes.AsSpan(start, Math.Min(PlanSegments.Size, nodes.Length - start)), compiled, mark, in c);
                foreach ((int position, int[] reached) in segments.Exits[segment])
                {
                    if (c.At<long>(nodes[position].Cell) == c.Cycle)
                    {
                        Wake(live, reached);
                    }
                }
            }
        }
    }

    private static void Wake(Span<ulong> live, int[] segments)
    {
        foreach (int segment in segments)
        {
            live[segment / 64] |= 1UL << (segment % 64);
        }
    }

    private static void RunWatched(EngineLog log, NodeRunner node, in Ctx c)
    {
        if (log.IsAsleep(node))
        {
            return;
        }

        bool isConcerned = node.IsConcerned(in c);
        if (isConcerned)
        {
            log.Observer?.Invoke(node.Index, c.Cycle);
        }

        node.Run(in c);
        if (isConcerned)
        {
            log.Ran?.Invoke(node.Index);
        }
    }
}
