using System.Globalization;
using System.Text.Json;
using Pawl.Host.Configuration;
using Pawl.Tests.Support;

namespace Pawl.Tests.Unit.Configuration.Toml;

/// <summary>The public toml-test cases beside the repository, where they are there, and how their values compare with nodes.</summary>
internal static class TomlSuite
{
    public const string Absent = "the cases of toml-test (../shared/data/toml-test) are not beside the repository";

    public static IEnumerable<string> Files(string kind)
    {
        string folder = Repository.Shared("data", "toml-test", kind);
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.toml", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : [];
    }

    /// <summary>Whether the node is what the case expects; keys may come in any order.</summary>
    public static bool Equal(JsonElement expected, ConfigNode node) => node switch
    {
        ConfigSequence list => expected.ValueKind == JsonValueKind.Array && expected.GetArrayLength() == list.Items.Count
            && expected.EnumerateArray().Zip(list.Items, Equal).All(same => same),
        ConfigMapping map => expected.ValueKind == JsonValueKind.Object && expected.EnumerateObject().Count() == map.Entries.Count
            && expected.EnumerateObject().All(p => map.Find(p.Name) is { } entry && Equal(p.Value, entry.Value)),
        ConfigScalar scalar => expected.ValueKind == JsonValueKind.Object && expected.TryGetProperty("type", out JsonElement type)
            && type.ValueKind == JsonValueKind.String && Equal(type.GetString()!, expected.GetProperty("value").GetString()!, scalar),
        _ => false,
    };

    private static bool Equal(string type, string value, ConfigScalar scalar) => type == TypeOf(scalar.Kind) && scalar.Kind switch
    {
        ConfigScalarKind.Float => BitConverter.DoubleToInt64Bits(Number(value)) == BitConverter.DoubleToInt64Bits(Number(scalar.Text)),
        ConfigScalarKind.OffsetDateTime => DateTimeOffset.Parse(value, CultureInfo.InvariantCulture).EqualsExact(DateTimeOffset.Parse(scalar.Text, CultureInfo.InvariantCulture)),
        ConfigScalarKind.LocalDateTime => DateTime.Parse(value, CultureInfo.InvariantCulture) == DateTime.Parse(scalar.Text, CultureInfo.InvariantCulture),
        ConfigScalarKind.LocalTime => TimeOnly.Parse(value, CultureInfo.InvariantCulture) == TimeOnly.Parse(scalar.Text, CultureInfo.InvariantCulture),
        _ => value == scalar.Text,
    };

    private static double Number(string text) => text.TrimStart('+', '-') switch
    {
        "inf" => text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity,
        "nan" => double.NaN,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    private static string TypeOf(ConfigScalarKind kind) => kind switch
    {
        ConfigScalarKind.Text => "string",
        ConfigScalarKind.Integer => "integer",
        ConfigScalarKind.Float => "float",
        ConfigScalarKind.Boolean => "bool",
        ConfigScalarKind.OffsetDateTime => "datetime",
        ConfigScalarKind.LocalDateTime => "datetime-local",
        ConfigScalarKind.LocalDate => "date-local",
        ConfigScalarKind.LocalTime => "time-local",
        _ => "",
    };
}
