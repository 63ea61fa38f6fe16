namespace Pawl.Engine;

/// <summary>
/// The default executor and the oracle for every other one: runs the nodes of a plan in order. A node that throws
/// fails alone: the position is known from the loop, so nothing is paid for it per node.
/// </summary>
internal static class ReferenceExecutor
{
    public static void Run(EngineLog log, Plan plan, in Ctx c)
    {
        NodeRunner[] nodes = plan.Runners;
        int mark = c.Outbox.Count;
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
                    for (; i < nodes.Length; i++)
                    {
                        nodes[i].Run(in c);
                    }
                }
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                log.PutToSleep(nodes[i], e, mark, in c);
                i++;
            }
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
