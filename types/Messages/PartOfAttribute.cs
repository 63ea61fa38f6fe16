namespace Pawl.Types;

/// <summary>
/// Declares a struct as the first part of a message: what is always known of it and what the engine works with. The rest of the
/// message is optional; a line of the part alone leaves it out.
/// </summary>
/// <param name="whole">The message, whose first field it is.</param>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class PartOfAttribute(Type whole) : Attribute
{
    public Type Whole { get; } = whole;
}
