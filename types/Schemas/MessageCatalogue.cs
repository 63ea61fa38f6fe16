using System.Collections.Immutable;

namespace Pawl.Types;

/// <summary>Every message type that is declared in this assembly.</summary>
public static class MessageCatalogue
{
    /// <summary>The schemas of all messages, by name.</summary>
    public static ImmutableArray<RecordSchema> Messages() =>
    [
        .. typeof(MessageCatalogue).Assembly.GetTypes()
            .Where(type => type.IsDefined(typeof(MessageAttribute), inherit: false))
            .Select(RecordSchema.Of)
            .OrderBy(schema => schema.Name, StringComparer.Ordinal),
    ];

    /// <summary>All types of messages, by group and name; that of indicators is one of them.</summary>
    public static ImmutableArray<MessageType> Types() =>
        [.. Messages().Select(MessageType.Of).Append(MessageType.Indicator).OrderBy(type => type.Group).ThenBy(type => type.Name, StringComparer.Ordinal)];

    /// <summary>The type of a name or of one of its aliases; null for another.</summary>
    public static MessageType? Find(string name) =>
        Types().FirstOrDefault(type => type.Name == name || type.Aliases.Contains(name, StringComparer.Ordinal));
}
