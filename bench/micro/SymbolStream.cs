using Pawl.Bench.Baselines;

namespace Pawl.Bench;

/// <summary>Made-up trades of several symbols, merged in the order of time.</summary>
public sealed class SymbolStream
{
    public SymbolStream(int symbols, int ticks)
    {
        Symbols = symbols;
        int each = ticks / symbols;
        var all = new (RawTick Tick, int Symbol)[each * symbols];
        for (int s = 0; s < symbols; s++)
        {
            RawTick[] own = TickStream.Generate(each, seed: (ulong)s + 1);
            for (int i = 0; i < each; i++)
                all[(s * each) + i] = (own[i], s);
        }

        Array.Sort(all, (a, b) => (a.Tick.Time, a.Symbol).CompareTo((b.Tick.Time, b.Symbol)));
        Ticks = [.. all.Select(a => a.Tick)];
        Symbol = [.. all.Select(a => a.Symbol)];
    }

    public int Symbols { get; }

    public RawTick[] Ticks { get; }

    /// <summary>The symbol of each trade.</summary>
    public int[] Symbol { get; }
}
