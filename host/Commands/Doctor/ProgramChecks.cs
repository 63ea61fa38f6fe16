using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Pawl.Candles.Sessions;

namespace Pawl.Host.Commands;

/// <summary>The program, what it runs on, and what came with it.</summary>
internal static class ProgramChecks
{
    private const string Group = "program";

    public static IEnumerable<Finding> All(DateTime now)
    {
        yield return new Finding(Group, "version", Health.Ok, $"pawl {VersionAction.Number}, .NET {Environment.Version}, {RuntimeInformation.RuntimeIdentifier}");
        yield return Processor();
        yield return TimeZoneRules(now);
        yield return AppContext.TryGetSwitch("System.Globalization.Invariant", out bool invariant) && invariant
            ? new Finding(Group, "culture", Health.Ok, "culture: invariant, numbers and times do not depend on the machine's language, nor on ICU")
            : new Finding(Group, "culture", Health.Warning, "culture: not invariant", "unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT, or build pawl as its repository does");
    }

    private static Finding Processor()
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            return new Finding(Group, "cpu", Health.Ok, $"processor: {RuntimeInformation.ProcessArchitecture}, code is compiled at run time");
        }

        (string Name, bool IsThere)[] needed =
            [("AVX2", Avx2.IsSupported), ("FMA", Fma.IsSupported), ("BMI1", Bmi1.IsSupported), ("BMI2", Bmi2.IsSupported), ("LZCNT", Lzcnt.IsSupported), ("POPCNT", Popcnt.IsSupported)];
        string missing = string.Join(", ", needed.Where(f => !f.IsThere).Select(f => f.Name));
        return missing.Length == 0
            ? new Finding(Group, "cpu", Health.Ok, "processor: x86-64-v3, runs the code as it was compiled")
            : new Finding(Group, "cpu", Health.Warning, $"processor: lacks {missing} of x86-64-v3: the same results, but a slower start", "run it on a processor of 2013 or later; look for DOTNET_Enable… variables that switch these off");
    }

    /// <summary>Rules that are old may not know when clocks change.</summary>
    private static Finding TimeZoneRules(DateTime now)
    {
        string version = TimeZones.Version;
        string text = $"time zones: tz database {version}, which came with pawl";
        return int.TryParse(version.AsSpan(0, Math.Min(4, version.Length)), NumberStyles.None, CultureInfo.InvariantCulture, out int year) && year >= now.Year - 1
            ? new Finding(Group, "time_zones", Health.Ok, text)
            : new Finding(Group, "time_zones", Health.Warning, text, "get a newer pawl where a zone that you use has changed its clocks since");
    }
}
