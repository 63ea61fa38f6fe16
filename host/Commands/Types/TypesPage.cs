using System.Globalization;
using System.Text;
using Pawl.Host.Drawing;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary>The reference page of the messages, in Markdown.</summary>
public static class TypesPage
{
    private const string Introduction = """
        # Messages

        What Pawl says and reads, as JSON: an envelope with `symbol`, `timestamp`, `timeframe`, `type`, `data` and `metadata`; the
        tables below are of `data`. The same is printed by `pawl types show NAME`; `pawl types schema NAME` gives the JSON Schema, and
        `pawl types generate --lang ts` (`python`, `rust`, `proto`, `asyncapi`) all types in another language. Prices and
        quantities are exact decimals. Readers ignore fields that they do not know; a breaking change makes a new version.

        """;

    /// <summary>All types of the catalogue.</summary>
    public static string Write()
    {
        StringBuilder page = new(Introduction);
        foreach (IGrouping<MessageGroup, MessageType> group in MessageCatalogue.Types().GroupBy(t => t.Group))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n- {Title(group.Key)}: {string.Join(", ", group.Select(t => $"[{t.Name}](#{t.Name})"))}");
        }

        page.Append('\n');
        foreach (MessageType type in MessageCatalogue.Types())
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {type.Name}\n\n{type.Doc}\n\n");
            foreach ((string name, string text) in Where(type))
            {
                page.Append(CultureInfo.InvariantCulture, $"- {name}: `{text}`\n");
            }

            Write(page, type.Schema);
        }

        return page.ToString();
    }

    private static void Write(StringBuilder page, RecordSchema? schema)
    {
        if (schema is null)
        {
            return;
        }

        Markdown.Table(page, ["field", "holds", "meaning"], schema.DataFields.Select(Row));
        foreach (RecordField list in schema.DataFields.Where(f => f.Items is { Fields.Length: > 1 }))
        {
            Markdown.Table(page, [$"each of `{list.Name}`", "holds", "meaning"], list.Items!.Fields.Select(Row));
        }
    }

    private static string[] Row(RecordField field) => [$"`{field.Name}`", FieldType.Shown(field), field.Doc];

    /// <summary>Where a type is published and kept.</summary>
    internal static IEnumerable<(string Name, string Text)> Where(MessageType type)
    {
        yield return ("version", type.Version.ToString(CultureInfo.InvariantCulture));
        yield return ("subject", type.Subject);
        if (type.Table.Length > 0)
        {
            yield return ("table", type.Table);
        }

        if (!type.Aliases.IsEmpty)
        {
            yield return ("also called", string.Join(", ", type.Aliases));
        }
    }

    /// <summary>What a group is called.</summary>
    internal static string Title(MessageGroup group) => group switch
    {
        MessageGroup.MarketData => "market data",
        MessageGroup.MarketStructure => "market structure",
        MessageGroup.VolumeAnalysis => "volume analysis",
        _ => group.ToString().ToLowerInvariant(),
    };
}
