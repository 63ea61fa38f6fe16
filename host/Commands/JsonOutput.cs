using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pawl.Host.Commands;

/// <summary>A field of what a verb prints as JSON: its path, with <c>[]</c> for each entry of a list, and what it means.</summary>
internal sealed record JsonField(string Path, string Meaning);

/// <summary>JSON for machines on standard output.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Action<Utf8JsonWriter> write)
    {
        using Stream to = Console.OpenStandardOutput();
        using (Utf8JsonWriter json = new(to, Layout))
        {
            write(json);
        }

        to.WriteByte((byte)'\n');
    }
}
