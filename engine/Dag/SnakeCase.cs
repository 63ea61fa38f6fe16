using System.Text.Json;

namespace Pawl.Engine;

/// <summary>The names of C# as they are written in pipelines: <c>FastPeriod</c> is <c>fast_period</c>.</summary>
internal static class SnakeCase
{
    public static string Of(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
