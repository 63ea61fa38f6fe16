using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Bench;

/// <summary>The parameter of the bench's kinds: it only tells nodes apart.</summary>
public struct CounterNumber
{
    [Param(0, 1_000_000, 0, "makes a node different from the others")]
    public long Number;
}

/// <summary>An empty node: it counts its steps and says so.</summary>
[Kind("bench_tick", "bench", "Counts ticks.", Formula = "n += 1", Source = "the bench")]
public readonly struct CountTicks : INodeKind<CounterNumber, long, In<Tick>, double>
{
    public static bool Step(in CounterNumber p, ref long s, in In<Tick> x, in Ctx c, out double y)
    {
        y = ++s;
        return true;
    }
}

/// <summary>An empty node that reads another.</summary>
[Kind("bench_value", "bench", "Counts values.", Formula = "n += 1", Source = "the bench")]
public readonly struct CountValues : INodeKind<CounterNumber, long, In<double>, double>
{
    public static bool Step(in CounterNumber p, ref long s, in In<double> x, in Ctx c, out double y)
    {
        y = ++s;
        return true;
    }
}

/// <summary>An empty node that quotes wake.</summary>
[Kind("bench_quote", "bench", "Counts quotes.", Formula = "n += 1", Source = "the bench")]
public readonly struct CountQuotes : INodeKind<CounterNumber, long, In<Quote>, double>
{
    public static bool Step(in CounterNumber p, ref long s, in In<Quote> x, in Ctx c, out double y)
    {
        y = ++s;
        return true;
    }
}

/// <summary>Needs any number of others.</summary>
[Kind("bench_all", "bench", "Needs others.", Formula = "n += 1", Source = "the bench")]
public readonly struct NeedAll : INodeKind<None, long, InMany<double>, double>
{
    public static bool Step(in None p, ref long s, in InMany<double> x, in Ctx c, out double y)
    {
        y = ++s;
        return true;
    }
}
