using System.Globalization;
using System.Text;

namespace Pawl.Types;

/// <summary>Writes the registry of types: what operators and other programs look up without this one.</summary>
public static class RegistryWriter
{
    public static string Write()
    {
        var yaml = new StringBuilder("# Every type of message, with the version of its schema, where it is published and the table that keeps it.\n# Generated from the code: PAWL_REGENERATE=1 ./test writes it anew.\ntypes:\n");
        foreach (MessageType type in MessageCatalogue.Types())
        {
            yaml.Append(CultureInfo.InvariantCulture, $"  - type: {type.Name}\n    group: {SnakeName.Of(type.Group)}\n    version: {type.Version}\n    subject: \"{type.Subject}\"\n");
            yaml.Append(CultureInfo.InvariantCulture, $"    table: {(type.Table.Length > 0 ? type.Table : "null")}\n    schema: types/schemas/{type.Name}.schema.json\n");
            if (!type.Aliases.IsEmpty) yaml.Append(CultureInfo.InvariantCulture, $"    aliases: [{string.Join(", ", type.Aliases)}]\n");
        }

        return yaml.ToString();
    }
}
