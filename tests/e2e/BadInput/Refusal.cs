using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.BadInput;

/// <summary>What is refused: one clear line, no trace of the program's inside, in bounded time and memory.</summary>
internal static class Refusal
{
    /// <summary>All that the program may use while it refuses; beyond it .NET ends it with a stack trace.</summary>
    private const string HeapLimit = "0x6000000";

    public static void IsRefused(string folder, int code, string saying, params string[] arguments)
    {
        Ending run = PawlProgram.Shell(folder, $"DOTNET_GCHeapHardLimit={HeapLimit} timeout 60 pawl {string.Join(' ', arguments.Select(a => $"'{a}'"))}");
        Assert.True(run.ErrorLines.Length == 1, run.Error);
        Assert.StartsWith("pawl: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(saying, run.Error, StringComparison.Ordinal);
        Assert.InRange(run.Error.Length, 10, 600);
        Assert.Equal(code, run.Code);
        Assert.Empty(run.Output);
    }
}
