using Pawl.Types;

namespace Pawl.Backtesting.Runs;

/// <summary>What stands between the lanes and orders: one account, which one thread uses.</summary>
public interface ILaneAccount
{
    /// <summary>A price of a symbol that is followed.</summary>
    void Take(Lane lane, in LaneMark mark);

    /// <summary>What the broker said, or what a strategy wants.</summary>
    void Take(Lane lane, in LaneItem item);
}

/// <summary>
/// Runs lanes up to the account. Lanes are computed in parallel; where one has something for the account it waits, and the account takes
/// what all lanes have in the order of time, symbol and sequence. It takes nothing before it is sure that no lane can bring anything
/// earlier, so the result is the same for any number of threads.
/// </summary>
/// <param name="account">The account.</param>
/// <param name="threads">How many threads compute.</param>
public sealed class LaneCrew(ILaneAccount account, int threads)
{
    private readonly ParallelOptions parallel = new() { MaxDegreeOfParallelism = threads };
    private readonly List<Lane> running = [];
    private Lane[] lanes = [];

    public IReadOnlyList<Lane> Lanes => lanes;

    /// <summary>Adds a lane, between two pieces.</summary>
    public void Add(Lane lane) => lanes = [.. lanes.Append(lane).OrderBy(l => l.Name, StringComparer.Ordinal)];

    /// <summary>Runs all lanes through the pieces that they were given.</summary>
    public void Run()
    {
        running.AddRange(lanes);
        while (true)
        {
            Lane? first = Earliest();
            if (running.Count > 0 && (first is null || first.Time >= Horizon()))
            {
                RunAll();
            }
            else if (first is null)
            {
                break;
            }
            else
            {
                TakeMarks(first);
                TakeItems(first);
                running.Add(first);
            }
        }

        TakeMarks(null);
    }

    /// <summary>Ends the data: what the broker still has to say is heard.</summary>
    public void Finish(Action<Lane> flush)
    {
        ArgumentNullException.ThrowIfNull(flush);
        foreach (Lane lane in lanes)
        {
            Finish(lane, flush);
        }
    }

    /// <summary>Ends the data of one lane.</summary>
    public void Finish(Lane lane, Action<Lane> flush)
    {
        ArgumentNullException.ThrowIfNull(lane);
        ArgumentNullException.ThrowIfNull(flush);
        while (lane.Drain())
        {
            TakeItems(lane);
        }

        flush(lane);
        TakeItems(lane);
        while (lane.Drain())
        {
            TakeItems(lane);
        }
    }

    private void RunAll()
    {
        if (running.Count == 1 || threads == 1)
        {
            running.ForEach(lane => lane.Run());
        }
        else
        {
            Parallel.ForEach(running, parallel, lane => lane.Run());
        }

        running.Clear();
    }

    /// <summary>The lane that waits and comes first.</summary>
    private Lane? Earliest()
    {
        Lane? first = null;
        foreach (Lane lane in lanes)
        {
            if (lane.Waits && (first is null || lane.Time < first.Time))
            {
                first = lane;
            }
        }

        return first;
    }

    /// <summary>A time before which none of the lanes that are to run can bring anything.</summary>
    private Timestamp Horizon()
    {
        Timestamp horizon = Timestamp.MaxValue;
        foreach (Lane lane in running)
        {
            horizon = lane.NotBefore < horizon ? lane.NotBefore : horizon;
        }

        return horizon;
    }

    /// <summary>Takes the prices up to what a lane waits with; all where none waits.</summary>
    private void TakeMarks(Lane? until)
    {
        while (true)
        {
            Lane? first = null;
            foreach (Lane lane in lanes)
            {
                if (lane.Marks.Count > 0 && (first is null || lane.Marks.Peek().Time < first.Marks.Peek().Time))
                {
                    first = lane;
                }
            }

            // At one instant what is known of a symbol comes before what follows from it.
            if (first is null || (until is not null && first.Marks.Peek().Time > until.Time))
            {
                return;
            }

            LaneMark mark = first.Marks.Dequeue();
            account.Take(first, in mark);
        }
    }

    private void TakeItems(Lane lane)
    {
        foreach (ref readonly LaneItem item in lane.Items.All)
        {
            account.Take(lane, in item);
        }

        lane.Items.Clear();
    }
}
