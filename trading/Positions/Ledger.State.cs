using Pawl.Types;

namespace Pawl.Trading;

// Saved with the names of what it counts, so that a state of other symbols or strategies is not taken for this one.
public sealed partial class Ledger
{
    internal void Save(StateWriter to)
    {
        to.Put((long)Mode);
        to.Put(_symbols.Length);
        foreach (SymbolFacts facts in _symbols) to.Put(facts.Symbol);
        to.Put(_strategies.Length);
        foreach (string strategy in _strategies) to.Put(strategy);
        to.Put(Rates.Count);
        for (int i = 0; i < Rates.Count; i++)
        {
            to.Put(Rates.Name(i));
            to.Put(Rates.RateOf(i));
            to.Put(Rates.Source(i));
        }

        to.PutAll<QuantitySum>(_cash);
        to.PutAll<Holding>(_holdings);
        to.PutAll<Holding>(_totals);
        to.PutAll<Mark>(_marks);
    }

    internal void Load(ref StateReader from)
    {
        Same(from.Take<long>() == (long)Mode, "another position mode");
        Same(from.TakeCount(int.MaxValue) == _symbols.Length, "other symbols");
        foreach (SymbolFacts facts in _symbols) Same(from.TakeText() == facts.Symbol, "other symbols");
        // Strategies may have been added behind those that there were.
        int strategies = from.TakeCount(int.MaxValue);
        Same(strategies <= _strategies.Length, "other strategies");
        for (int i = 0; i < strategies; i++) Same(from.TakeText() == _strategies[i], "other strategies");
        int currencies = from.TakeCount(1 << 10);
        for (int i = 0; i < currencies; i++)
        {
            int index = Rates.Index(from.TakeText());
            Same(index == i, "other currencies");
            Rates.Restore(index, from.Take<long>(), from.TakeText());
        }

        _cash = from.TakeAll<QuantitySum>(1 << 10);
        Same(from.FillRows<Holding>(_holdings, _symbols.Length) == strategies + 1, "other strategies");
        from.Fill<Holding>(_totals);
        from.Fill<Mark>(_marks);
        SumCash();
        _value = 0;
        foreach (ref readonly Mark mark in _marks.AsSpan()) _value += mark.Value.ToLong128();
    }

    private static void Same(bool isSame, string other)
    {
        if (!isSame) throw new FormatException($"the saved state of the account is of {other} than configured: start with those it was saved with, or with a new account");
    }
}
