using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Tests.Support;

/// <summary>What <see cref="Regions"/> is told to do in one step, as the fields of a tick: which region, which key, which value.</summary>
public enum RegionTask
{
    Ring,
    List,
    ListRemove,
    Window,
    Ladder,
    LadderClear,
    Swap,
}

/// <summary>
/// Does to its regions what its input says, so that a test can do the same to ordinary collections; what it emits is read
/// back from all of them.
/// </summary>
[Kind("regions", "tests", "carries out tasks on one region of each form")]
public readonly struct Regions : INodeKind<Regions.Parameters, Regions.State, In<Tick>, double>
{
    public struct Parameters
    {
        [Param(1, 1000, 5, "elements of ring, list and window")]
        public int Capacity;

        [Param(1, 100_000, 64, "pages of the ladder at most")]
        public int Pages;
    }

    public struct State
    {
        public Ring<double> Ring;
        public BoundedList<double> List;
        public Window<double> Window;
        public Window<double> Other;
        public Ladder<double> Ladder;
        public double Expired;
    }

    public static void Init(in Parameters p, ref State s, ref Layout l)
    {
        s.Ring = l.Ring<double>(p.Capacity);
        s.List = l.List<double>(p.Capacity);
        s.Window = l.Window<double>(p.Capacity);
        s.Other = l.Window<double>(p.Capacity);
        s.Ladder = l.Ladder<double>(p.Pages);
        s.Expired = 1;
    }

    /// <summary>An input that carries a task.</summary>
    public static Tick Task(RegionTask task, long key, double value) =>
        new() { TradeId = (long)task, Sequence = key, Price = new Price(BitConverter.DoubleToInt64Bits(value)) };

    public static bool Step(in Parameters p, ref State s, in In<Tick> x, in Ctx c, out double y)
    {
        ref readonly Tick tick = ref c.Value(x);
        double value = BitConverter.Int64BitsToDouble(tick.Price.Raw);
        RingView<double> ring = c.Open(ref s.Ring);
        BoundedListView<double> list = c.Open(ref s.List);
        Span<double> window = c.Span(s.Window);
        LadderView<double> ladder = c.Open(ref s.Ladder);
        switch ((RegionTask)tick.TradeId)
        {
            case RegionTask.Ring:
                ring.Push(value);
                break;
            case RegionTask.List:
                if (list.Add(value, out double expired))
                {
                    s.Expired += expired;
                }

                break;
            case RegionTask.ListRemove when list.Count > 0:
                list.RemoveAt((int)((ulong)tick.Sequence % (uint)list.Count));
                break;
            case RegionTask.Window:
                window[(int)((ulong)tick.Sequence % (uint)window.Length)] += value;
                break;
            case RegionTask.Ladder:
                ladder[tick.Sequence] += value;
                break;
            case RegionTask.LadderClear:
                ladder.Clear();
                break;
            case RegionTask.Swap:
                (s.Window, s.Other) = (s.Other, s.Window);
                break;
        }

        y = Digest(ring, list, window, ladder) + s.Expired;
        return true;
    }

    private static double Digest(RingView<double> ring, BoundedListView<double> list, Span<double> window, LadderView<double> ladder)
    {
        double digest = ring.IsFull ? 0.25 : 0;
        for (int i = 0; i < ring.Count; i++)
        {
            digest = (digest * 0.5) + ring[i];
        }

        for (int i = 0; i < list.Count; i++)
        {
            digest = (digest * 0.5) + list[i];
        }

        foreach (double value in window)
        {
            digest = (digest * 0.5) + value;
        }

        for (int i = 0; i < ladder.PageCount; i++)
        {
            foreach (double value in ladder.Page(i, out long firstKey))
            {
                digest = value == 0 ? digest : (digest * 0.5) + value + (firstKey % 1024);
            }
        }

        return digest;
    }
}
