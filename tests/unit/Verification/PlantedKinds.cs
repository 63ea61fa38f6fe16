using Pawl.Engine;
using Pawl.Host.Verification;
using Pawl.Types;

namespace Pawl.Tests.Unit.Verification;

// Kinds with the defects that verification is there to find. Each keeps something outside of the block, where no kind may.

/// <summary>Knows what a trade a minute later costs, as long as anybody has it.</summary>
[Kind("peeks", "tests", "the price of the first trade more than a minute after now")]
public readonly struct Peeks : INodeKind<None, None, In<double>, double>
{
    public const long Ahead = 60 * Timestamp.NanosecondsPerSecond;

    /// <summary>The data as far as somebody has opened it.</summary>
    public static ReadOnlyMemory<InputEvent> Opened { get; set; }

    public static bool Step(in None p, ref None s, in In<double> x, in Ctx c, out double y)
    {
        y = c.Value(x);
        foreach (ref readonly InputEvent e in Opened.Span)
        {
            if (e.Time.Nanoseconds > c.Time.Nanoseconds + Ahead)
            {
                y = e.Tick.Price.ToDouble();
                return true;
            }
        }

        return true;
    }
}

/// <summary>A tape that a kind can look into.</summary>
public sealed class OpenTape(TapeLog log, InputEvent[] all) : ITape
{
    public IEnumerable<TapePiece> Read(long events = long.MaxValue)
    {
        ReadOnlyMemory<InputEvent> there = all.AsMemory(0, (int)Math.Min(events, all.Length));
        Peeks.Opened = there;
        return new MemoryTape(log, there).Read();
    }
}

/// <summary>Remembers from an earlier run what comes next.</summary>
[Kind("remembers", "tests", "the input of the next run, where an earlier log has seen it")]
public readonly struct Remembers : INodeKind<None, long, In<double>, double>
{
    public static List<double> Seen { get; } = [];

    public static bool Step(in None p, ref long s, in In<double> x, in Ctx c, out double y)
    {
        if (s == Seen.Count)
        {
            Seen.Add(c.Value(x));
        }

        s++;
        y = s < Seen.Count ? Seen[(int)s] : c.Value(x);
        return true;
    }
}

/// <summary>Counts over all logs and runs.</summary>
[Kind("counts_all", "tests", "how often it has run since the program began")]
public readonly struct CountsAll : INodeKind<None, None, In<double>, double>
{
    private static long count;

    public static bool Step(in None p, ref None s, in In<double> x, in Ctx c, out double y)
    {
        y = ++count;
        return true;
    }
}

/// <summary>Keeps its sum outside of the block; begins anew with the first bar, so that whole runs are equal.</summary>
[Kind("sums_outside", "tests", "the sum of its inputs since the first bar")]
public readonly struct SumsOutside : INodeKind<None, long, In<double>, double>
{
    private static double sum;

    public static bool Step(in None p, ref long s, in In<double> x, in Ctx c, out double y)
    {
        sum = s++ == 0 ? c.Value(x) : sum + c.Value(x);
        y = sum;
        return true;
    }
}
