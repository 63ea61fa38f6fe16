using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pawl.Engine;

/// <summary>
/// The default executor and the oracle for every other one: runs the nodes of a plan in order. A node that throws
/// fails alone: the position is known from the loop, so nothing is paid for it per node.
/// </summary>
internal static class ReferenceExecutor
{
    public static void Run(EngineLog log, Plan plan, in Ctx c)
    {
        int mark = c.Outbox.Count;
        if (plan.Segments is { } segments)
        {
            RunSegments(log, plan.Runners, segments, mark, in c);
        }
        else
        {
            RunRange(log, plan.Runners, mark, in c);
        }
    }

    private static void RunRange(EngineLog log, ReadOnlySpan<NodeRunner> nodes, int mark, in Ctx c)
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
                else
                {
                    RunAll(nodes, ref i, in c);
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

    /// <summary>Runs the segments that something has woken; a node wakes only later ones, so one pass is enough.</summary>
    private static void RunSegments(EngineLog log, NodeRunner[] nodes, PlanSegments segments, int mark, in Ctx c)
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
                RunRange(log, nodes.AsSpan(start, Math.Min(PlanSegments.Size, nodes.Length - start)), mark, in c);
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

        if (node.IsConcerned(in c))
        {
            log.Observer?.Invoke(node.Index, c.Cycle);
        }

        node.Run(in c);
    }
}
