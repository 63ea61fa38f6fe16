namespace Pawl.Types;

/// <summary>What a field of a record holds, and thereby how it is written. All are whole multiples of 8 bytes, so that nothing is padded.</summary>
public enum FieldKind
{
    Double,
    Long,
    Price,
    Quantity,
    QuantitySum,
    Timestamp,

    /// <summary>A closed set: an enum over <see langword="long"/>, one of its names.</summary>
    Enum,

    /// <summary>An enum over <see langword="long"/> of bits, an array of names.</summary>
    Flags,

    /// <summary>A <see cref="Text64"/>.</summary>
    Text,

    /// <summary>An <see cref="Items{T}"/>: an array of records or of single values.</summary>
    Array,
}
