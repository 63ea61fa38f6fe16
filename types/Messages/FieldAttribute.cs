namespace Pawl.Types;

/// <summary>Documents a field of a message or of a node's output, and says how it is written.</summary>
/// <param name="doc">One phrase on what it is.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class FieldAttribute(string doc) : Attribute
{
    public string Doc { get; } = doc;

    /// <summary>The unit, where the type does not say it.</summary>
    public string? Unit { get; set; }

    /// <summary>The value that stands for "unknown" and is written as null: a <see langword="long"/> or an enum's value. Of a double it is always NaN.</summary>
    public object? NullWhen { get; set; }

    /// <summary>How many elements an array may have; said of every <see cref="Items{T}"/>.</summary>
    public int MaxItems { get; set; }

    /// <summary>True for the field that is the envelope's timestamp and is therefore not repeated in the data.</summary>
    public bool InEnvelope { get; set; }
}
