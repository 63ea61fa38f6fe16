using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pawl.Host.Configuration.Instruments;

/// <summary>The JSON Schema of files of instruments, for editors. It says less than the program: not what names refer to.</summary>
public static class InstrumentsSchema
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema as text.</summary>
    public static string Write()
    {
        var root = Forms.Map(InstrumentKeys.File);
        root.Insert(0, "$schema", "http://json-schema.org/draft-07/schema#");
        root.Insert(1, "$id", "urn:pawl:schema:instruments");
        root.Insert(2, "title", "Pawl instruments");
        return root.ToJsonString(Layout) + "\n";
    }
}
