using System.Globalization;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary>A length of time as people read it.</summary>
internal static class Durations
{
    public static string Of(long nanoseconds)
    {
        double seconds = nanoseconds / (double)Timestamp.NanosecondsPerSecond;
        return seconds switch
        {
            < 1 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:0.###} ms"),
            < 120 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.###} s"),
            < 7200 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0.#} min"),
            < 172_800 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.#} h"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 86_400:0.#} days"),
        };
    }
}
