using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Tests.Support;

// Kinds that mean nothing on a market and use every part of the engine; registered one by one, never by assembly.

/// <summary>Adds how often it ran to a multiple of its input.</summary>
[Kind("mix", "tests", "y = factor × x + runs")]
public readonly struct Mix : INodeKind<Mix.Parameters, long, In<double>, double>
{
    public struct Parameters
    {
        [Param(-10, 10, 2, "multiplies the input")]
        public double Factor;
    }

    public static bool Step(in Parameters p, ref long s, in In<double> x, in Ctx c, out double y)
    {
        y = (p.Factor * c.Value(x)) + ++s;
        return true;
    }
}

/// <summary>Tells its two inputs apart, whether they are new and how old they are.</summary>
[Kind("join", "tests", "y = a − 2b + age(a)/4 + age(b)/8 + 16 where a is new, 32 where b is new")]
public readonly struct Join : INodeKind<None, None, Join.Inputs, double>
{
    public struct Inputs
    {
        public In<double> A;
        public In<double> B;
    }

    public static bool Step(in None p, ref None s, in Inputs x, in Ctx c, out double y)
    {
        y = c.Value(x.A) - (2 * c.Value(x.B)) + (c.Age(x.A) / 4.0) + (c.Age(x.B) / 8.0)
            + (c.Updated(x.A) ? 16 : 0) + (c.Updated(x.B) ? 32 : 0);
        return true;
    }
}

/// <summary>Adds any number of inputs, weighted by their place.</summary>
[Kind("total", "tests", "y = Σ i·xᵢ")]
public readonly struct Total : INodeKind<None, None, InMany<double>, double>
{
    public static bool Step(in None p, ref None s, in InMany<double> x, in Ctx c, out double y)
    {
        y = 0;
        int weight = 0;
        foreach (In<double> input in c.Sources(x))
        {
            y += ++weight * c.Value(input);
        }

        return true;
    }
}

/// <summary>Says something only now and then.</summary>
[Kind("quiet", "tests", "the sum of the inputs, each time that enough of them have come")]
public readonly struct Quiet : INodeKind<Quiet.Parameters, Quiet.State, In<double>, double>
{
    public struct Parameters
    {
        [Param(1, 100, 2, "inputs for each value")]
        public int Every;
    }

    public struct State
    {
        public long Count;
        public double Sum;
    }

    public static bool Step(in Parameters p, ref State s, in In<double> x, in Ctx c, out double y)
    {
        s.Sum += c.Value(x);
        y = s.Sum;
        if (++s.Count % p.Every != 0)
        {
            return false;
        }

        s.Sum = 0;
        return true;
    }
}

/// <summary>Emits a value that is undefined now and then.</summary>
[Kind("undefined", "tests", "x, or NaN at every n-th run")]
public readonly struct Undefined : INodeKind<Undefined.Parameters, long, In<double>, double>
{
    public struct Parameters
    {
        [Param(1, 100, 2, "runs for each NaN")]
        public int Every;
    }

    public static bool Step(in Parameters p, ref long s, in In<double> x, in Ctx c, out double y)
    {
        y = ++s % p.Every == 0 ? double.NaN : c.Value(x);
        return true;
    }
}

/// <summary>A record with a number, and an exact field that may be unknown.</summary>
public struct Pair
{
    [Field("the smallest value so far")]
    public double Low;

    [Field("the largest value so far; undefined while there is one value")]
    public double High;

    [Field("number of values", NullWhen = 3L)]
    public long Count;
}

/// <summary>Emits a record.</summary>
[Kind("pair", "tests", "lowest and highest input so far")]
public readonly struct Extremes : INodeKind<None, Pair, In<double>, Pair>
{
    public static bool Step(in None p, ref Pair s, in In<double> x, in Ctx c, out Pair y)
    {
        double value = c.Value(x);
        s.Low = s.Count == 0 ? value : Math.Min(s.Low, value);
        s.High = s.Count == 0 ? value : Math.Max(s.High, value);
        s.Count++;
        y = s.Count == 1 ? s with { High = double.NaN } : s;
        return true;
    }
}

/// <summary>Reads a record as a whole.</summary>
[Kind("spread", "tests", "low − count")]
public readonly struct Spread : INodeKind<None, None, In<Pair>, double>
{
    public static bool Step(in None p, ref None s, in In<Pair> x, in Ctx c, out double y)
    {
        y = c.Value(x).Low - c.Value(x).Count;
        return true;
    }
}

/// <summary>An object of which several may come at once.</summary>
public struct Pulse
{
    public double Value;
    public long Number;
}

/// <summary>Emits none, one or two objects.</summary>
[Kind("burst", "tests", "n mod 3 objects at the n-th run")]
public readonly struct Burst : IEventKind<None, long, In<double>, Pulse>
{
    public static void Step(in None p, ref long s, in In<double> x, in Ctx c, ref Emitter<Pulse> e)
    {
        s++;
        for (int i = 0; i < s % 3; i++)
        {
            e.Emit(new Pulse { Value = c.Value(x) + i, Number = s });
        }
    }
}

/// <summary>Reads all objects of a cycle and emits objects itself.</summary>
[Kind("relay", "tests", "each object twice, without those whose number is divisible by five")]
public readonly struct Relay : IEventKind<None, None, InEvents<Pulse>, Pulse>
{
    public static void Step(in None p, ref None s, in InEvents<Pulse> x, in Ctx c, ref Emitter<Pulse> e)
    {
        foreach (Pulse pulse in c.Events(x))
        {
            if (pulse.Number % 5 != 0)
            {
                e.Emit(pulse);
                e.Emit(new Pulse { Value = -pulse.Value, Number = pulse.Number });
            }
        }
    }
}

/// <summary>Counts the objects of a cycle, where there are any.</summary>
[Kind("gather", "tests", "y = Σ value·i over the objects of this cycle + 1000 for each run")]
public readonly struct Gather : INodeKind<None, long, Gather.Inputs, double>
{
    public struct Inputs
    {
        public InEvents<Pulse> Pulses;

        [Input("wakes it too", Awaited = false)]
        public In<double> Other;
    }

    public static bool Step(in None p, ref long s, in Inputs x, in Ctx c, out double y)
    {
        double sum = 0;
        int i = 0;
        foreach (Pulse pulse in c.Events(x.Pulses))
        {
            sum += pulse.Value * ++i;
        }

        y = (1000 * ++s) + sum + (c.Updated(x.Other) ? 0.5 : 0);
        return true;
    }
}

/// <summary>Reads the last object as a value.</summary>
[Kind("latest", "tests", "value + number of the last object")]
public readonly struct Latest : INodeKind<None, None, In<Pulse>, double>
{
    public static bool Step(in None p, ref None s, in In<Pulse> x, in Ctx c, out double y)
    {
        y = c.Value(x).Value + c.Value(x).Number;
        return true;
    }
}

/// <summary>Reads a candle as a whole.</summary>
[Kind("height", "tests", "high − low")]
public readonly struct Height : INodeKind<None, None, In<Candle>, double>
{
    public static bool Step(in None p, ref None s, in In<Candle> x, in Ctx c, out double y)
    {
        y = (c.Value(x).High - c.Value(x).Low).ToDouble();
        return true;
    }
}

/// <summary>Reads a clock.</summary>
[Kind("seconds", "tests", "seconds since the epoch")]
public readonly struct Seconds : INodeKind<None, None, In<Timestamp>, double>
{
    public static bool Step(in None p, ref None s, in In<Timestamp> x, in Ctx c, out double y)
    {
        y = c.Value(x).Nanoseconds / 1_000_000_000;
        return true;
    }
}

/// <summary>Fails at a certain run.</summary>
[Kind("fails", "tests", "emits the objects 1, 2, … and throws after the last of a run")]
public readonly struct Fails : IEventKind<Fails.Parameters, long, In<double>, Pulse>
{
    public struct Parameters
    {
        [Param(0, 1_000_000, 0, "the run that fails; 0 = none")]
        public int At;
    }

    public static void Step(in Parameters p, ref long s, in In<double> x, in Ctx c, ref Emitter<Pulse> e)
    {
        s++;
        e.Emit(new Pulse { Value = c.Value(x), Number = s });
        e.Emit(new Pulse { Value = c.Value(x), Number = -s });
        if (s == p.At)
        {
            throw new ArithmeticException($"run {s}");
        }
    }
}

/// <summary>Does what <see cref="Fails"/> does, but falls silent where that fails.</summary>
[Kind("stops", "tests", "emits the objects 1, 2, … and nothing from a certain run on")]
public readonly struct Stops : IEventKind<Fails.Parameters, long, In<double>, Pulse>
{
    public static void Step(in Fails.Parameters p, ref long s, in In<double> x, in Ctx c, ref Emitter<Pulse> e)
    {
        if (++s < p.At || p.At == 0)
        {
            e.Emit(new Pulse { Value = c.Value(x), Number = s });
            e.Emit(new Pulse { Value = c.Value(x), Number = -s });
        }
    }
}

/// <summary>All test kinds that a pipeline may name.</summary>
public static class TestKinds
{
    private static readonly Type[] All =
    [
        typeof(Mix), typeof(Join), typeof(Total), typeof(Quiet), typeof(Undefined), typeof(Extremes), typeof(Spread),
        typeof(Burst), typeof(Relay), typeof(Gather), typeof(Latest), typeof(Height), typeof(Seconds), typeof(Fails),
        typeof(Stops), typeof(Regions),
    ];

    /// <summary>A registry of the test kinds.</summary>
    public static KindRegistry Registry { get; } = All.Aggregate(new KindRegistry(), (kinds, type) => kinds.Add(type));
}
