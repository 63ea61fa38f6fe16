namespace Pawl.Engine;

/// <summary>
/// An output that is one of several messages: a struct of 8 bytes that say which, counted from 0 in the order of
/// <see cref="Cases"/>, and room for the largest. Each case is published as the message that it is.
/// </summary>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class UnionAttribute(params Type[] cases) : Attribute
{
    /// <summary>Bytes before the message itself.</summary>
    internal const int Head = sizeof(long);

    public Type[] Cases { get; } = cases;
}
