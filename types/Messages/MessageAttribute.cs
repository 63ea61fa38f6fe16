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
}
