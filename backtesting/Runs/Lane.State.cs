using Pawl.Engine;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Backtesting.Runs;

// A lane as bytes, with its broker, between two pieces: nothing of it waits for the account then.
public sealed partial class Lane
{
    /// <summary>What the venue has of a symbol that the account does not know yet is told with the rest.</summary>
    internal SimulatedBroker Broker => broker;

    /// <summary>The account's numbers of the log's symbols.</summary>
    internal ReadOnlySpan<int> Symbols => symbols;

    /// <summary>Writes the state.</summary>
    public void Save(StateWriter to)
    {
        ArgumentNullException.ThrowIfNull(to);
        to.Put(Time);
        to.Put(lastDay);
        to.Put(Events);
        for (int i = 0; i < symbols.Length; i++)
        {
            to.Put(followed[i] ? 1L : 0);
            to.Put(isFed[i] ? 1L : 0);
            Save(to, in prices[i]);
            Save(to, in quotes[i]);
        }

        orders.Save(to);
        broker.Save(to, symbols);
    }

    /// <summary>Takes a saved state over, of the same symbols.</summary>
    /// <exception cref="FormatException">It is damaged, or of other strategies.</exception>
    public void Load(ref StateReader from)
    {
        Time = from.Take<Timestamp>();
        lastDay = from.Take<long>();
        Events = from.Take<long>();
        for (int i = 0; i < symbols.Length; i++)
        {
            followed[i] = from.Take<long>() != 0;
            isFed[i] = from.Take<long>() != 0;
            prices[i] = LoadMark(ref from);
            quotes[i] = LoadMark(ref from);
        }

        orders.Load(ref from);
        broker.Load(ref from, symbols);
    }

    private static void Save(StateWriter to, in LaneMark mark)
    {
        to.Put(mark.Time);
        to.Put((long)mark.Symbol);
        to.Put((long)mark.Kind);
        to.Put(mark.Price);
        to.Put(mark.Ask);
    }

    private static LaneMark LoadMark(ref StateReader from) =>
        new(from.Take<Timestamp>(), (int)from.Take<long>(), (EventKind)from.Take<long>(), from.Take<Price>(), from.Take<Price>());
}
