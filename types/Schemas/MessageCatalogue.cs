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
}
