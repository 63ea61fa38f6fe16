using System.Text.Json;
using Pawl.Host.Configuration;

namespace Pawl.Host.Backtesting.Sweeps;

/// <summary><c>sweep.json</c>: what is swept, so that nobody goes on with another sweep by accident.</summary>
internal static class SweepManifest
{
    public static void Write(Stream to, IReadOnlyList<(string Name, string Text)> facts)
    {
        using Utf8JsonWriter json = new(to, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        foreach ((string name, string text) in facts)
        {
            json.WriteString(name, text);
        }

        json.WriteEndObject();
    }

    /// <summary>The first difference between a sweep that was begun and one that is to go on with it, in words; null where there is none.</summary>
    public static string? DifferenceFrom(string path, IReadOnlyList<(string Name, string Text)> facts)
    {
        try
        {
            using JsonDocument begun = JsonDocument.Parse(File.ReadAllBytes(path));
            foreach ((string name, string text) in facts)
            {
                string before = begun.RootElement.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "nothing";
                if (before != text)
                {
                    return $"is of another sweep, {name} was {Shown.Of(before)} and is {Shown.Of(text)}";
                }
            }

            return null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FileNotFoundException)
        {
            return "does not tell which sweep it is of";
        }
    }
}
