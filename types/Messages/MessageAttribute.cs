namespace Pawl.Types;

/// <summary>Declares a struct as a message of the catalogue.</summary>
/// <param name="name">The message's type in JSON, snake_case.</param>
/// <param name="version">The version of its schema; a breaking change makes a new one.</param>
/// <param name="doc">One sentence on what it says.</param>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class MessageAttribute(string name, int version, string doc) : Attribute
{
    public string Name { get; } = name;
    public int Version { get; } = version;
    public string Doc { get; } = doc;

    /// <summary>What it is about.</summary>
    public MessageGroup Group { get; set; }

    /// <summary>Where it is published, where that does not follow from its group.</summary>
    public string? Subject { get; set; }

    /// <summary>The table that keeps it, where that does not follow from its group.</summary>
    public string? Table { get; set; }

    /// <summary>Short names of older systems that mean the same, separated by spaces.</summary>
    public string Aliases { get; set; } = "";
}
