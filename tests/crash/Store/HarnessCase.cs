using System.Globalization;
using Xunit;

namespace Pawl.Tests.Crash.Store;

/// <summary>One crash of many, and how to repeat it alone.</summary>
/// <param name="Crash">In one way; null for all.</param>
internal readonly record struct HarnessCase(int At, Crash? Crash, ulong Seed)
{
    private const string Variable = "PAWL_CRASH";

    /// <summary>All cases, or the only one that was asked for.</summary>
    public static IEnumerable<HarnessCase> AskedOr(IEnumerable<HarnessCase> all) => Read(Environment.GetEnvironmentVariable(Variable)) is { } asked ? [asked] : all;

    /// <summary>Fails with what is wrong and with the command that repeats it.</summary>
    public void Fail(string wrong, string test) =>
        Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{wrong}\nrepeat: {Variable}='{At} {Crash} {Seed}' ./test {test}"));

    private static HarnessCase? Read(string? text)
    {
        if (text?.Split(' ') is not [string at, string crash, string seed])
        {
            return null;
        }

        return new HarnessCase(int.Parse(at, CultureInfo.InvariantCulture), Enum.Parse<Crash>(crash), ulong.Parse(seed, CultureInfo.InvariantCulture));
    }
}
