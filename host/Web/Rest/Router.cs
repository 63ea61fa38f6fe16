using System.Collections.Immutable;
using System.Text.Json;
using Pawl.Engine;
using Pawl.Host.Configuration;

namespace Pawl.Host.Web.Rest;

/// <summary>Finds the endpoint of a request and checks what it was given: what an endpoint does not know is refused, not ignored.</summary>
internal static class Router
{
    /// <summary>A request as it was understood.</summary>
    internal sealed record Route(Endpoint Endpoint, IReadOnlyDictionary<string, string> Path);

    /// <param name="method">GET, HEAD or POST.</param>
    /// <param name="path">What stands behind <see cref="Endpoints.Root"/>.</param>
    /// <exception cref="Problem">There is no such endpoint.</exception>
    public static Route Find(string method, string path)
    {
        string[] segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        Endpoint[] there = [.. Endpoints.All.Where(e => Matches(e.Segments, segments))];
        // What is written out goes before what a parameter would take.
        Endpoint? found = there.Where(e => e.Method == (method == "HEAD" ? "GET" : method)).MinBy(e => e.Segments.Count(IsParameter));
        if (found is null)
        {
            throw there.Length > 0
                ? new Problem(405, $"{method} is not for {Endpoints.Root}{there[0].Path}; use {string.Join(" or ", there.Select(e => e.Method).Distinct(StringComparer.Ordinal))}")
                : new Problem(404, $"there is nothing at {Shown.Of(path)}; /api lists what there is");
        }

        return new Route(found, found.Segments.Zip(segments).Where(p => IsParameter(p.First)).ToDictionary(p => p.First[1..^1], p => p.Second.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase), StringComparer.Ordinal));
    }

    /// <summary>Checks the names of the query.</summary>
    public static Dictionary<string, string> Check(Endpoint endpoint, IEnumerable<(string Name, IReadOnlyList<string> Values)> query)
    {
        Dictionary<string, string> known = new(StringComparer.Ordinal);
        foreach ((string name, IReadOnlyList<string> values) in query)
        {
            if (!endpoint.Query.Any(p => p.Name == name))
            {
                throw Unknown("parameter", name, endpoint.Query);
            }

            known.Add(name, values.Count == 1 ? values[0] : throw new Problem(400, $"{name} is there {values.Count} times; give it once"));
        }

        return known;
    }

    /// <summary>Reads a body of JSON and checks its fields.</summary>
    public static JsonElement Check(Endpoint endpoint, ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false });
            JsonElement root = document.RootElement.Clone();
            if (root.ValueKind != JsonValueKind.Object)
            {
                throw new Problem(400, "the body is no JSON object; write one such as {\"state\":\"on\"}");
            }

            foreach (JsonProperty field in root.EnumerateObject())
            {
                if (!endpoint.Body.Any(p => p.Name == field.Name))
                {
                    throw Unknown("field", field.Name, endpoint.Body);
                }
            }

            return root;
        }
        catch (JsonException e)
        {
            throw new Problem(400, $"the body is not JSON (at byte {e.BytePositionInLine ?? 0}); write an object such as {{\"state\":\"on\"}}");
        }
    }

    private static Problem Unknown(string what, string name, ImmutableArray<Parameter> known)
    {
        string names = known.IsEmpty ? "it takes none" : $"it takes {string.Join(", ", known.Select(p => p.Name))}";
        return new Problem(400, $"unknown {what} {Shown.Of(name)}; {(Nearest.Of(name, known.Select(p => p.Name)) is { } nearest ? $"did you mean '{nearest}'?" : names)}");
    }

    private static bool Matches(ImmutableArray<string> template, string[] segments)
    {
        bool matches = template.Length == segments.Length;
        for (int i = 0; matches && i < segments.Length; i++)
        {
            matches = IsParameter(template[i]) || template[i] == segments[i];
        }

        return matches;
    }

    private static bool IsParameter(string segment) => segment[0] == '{';
}
