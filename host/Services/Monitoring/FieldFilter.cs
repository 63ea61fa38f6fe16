using System.Globalization;
using System.Text.Json;

namespace Pawl.Host.Services.Monitoring;

/// <summary>A condition on a field of a message, such as <c>data.price&gt;5000</c> or <c>type=tick</c>.</summary>
/// <param name="Path">The names on the way to the field.</param>
/// <param name="Sign">How it is compared: = != &lt; &gt;. What is a number on both sides is compared as one, all else as text, which is only equal or not.</param>
/// <param name="Value">With what.</param>
public sealed record FieldFilter(IReadOnlyList<string> Path, string Sign, string Value)
{
    private static readonly string[] Signs = ["!=", "=", "<", ">"];

    /// <summary>Reads a condition; null where the text is none.</summary>
    public static FieldFilter? TryParse(string text)
    {
        int at = text.AsSpan().IndexOfAny("!=<>");
        string? sign = at <= 0 ? null : Array.Find(Signs, s => text.AsSpan(at).StartsWith(s, StringComparison.Ordinal));
        string[] path = sign is null ? [] : text[..at].Trim().Split('.');
        return sign is null || path.Any(p => p.Length == 0) ? null : new FieldFilter(path, sign, text[(at + sign.Length)..].Trim());
    }

    /// <summary>Whether a message meets it; one that is no JSON or has no such field does not.</summary>
    public bool Matches(ReadOnlyMemory<byte> line)
    {
        try
        {
            using JsonDocument message = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 32 });
            JsonElement field = message.RootElement;
            foreach (string name in Path)
            {
                if (field.ValueKind != JsonValueKind.Object || !field.TryGetProperty(name, out field))
                {
                    return false;
                }
            }

            return Matches(field);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private bool Matches(JsonElement field)
    {
        string text = field.ValueKind == JsonValueKind.String ? field.GetString()! : field.GetRawText();
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal found) && decimal.TryParse(Value, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal wanted))
        {
            return Sign switch { "=" => found == wanted, "!=" => found != wanted, "<" => found < wanted, _ => found > wanted };
        }

        return Sign switch { "=" => text == Value, "!=" => text != Value, _ => false };
    }
}
