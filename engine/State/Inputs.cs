namespace Pawl.Engine;

/// <summary>
/// One input of a kind: where the latest value lies. It is an address and not a value, so one wired node serves the
/// committed state, a preview and every symbol of the same pipeline. Read it through <see cref="Ctx"/>.
/// </summary>
public readonly struct In<T> where T : unmanaged
{
    internal readonly int Cell;
    internal readonly int Value;

    internal In(int cell, int value)
    {
        Cell = cell;
        Value = value;
    }
}

/// <summary>An input that reads all the objects its source emitted in this cycle.</summary>
public readonly struct InEvents<T> where T : unmanaged
{
    internal readonly int Cell;
    internal readonly int Value;

    internal InEvents(int cell, int value)
    {
        Cell = cell;
        Value = value;
    }
}

/// <summary>An input that takes any number of sources of one type.</summary>
public readonly struct InMany<T> where T : unmanaged
{
    internal readonly int Table;
    internal readonly int Length;

    internal InMany(int table, int length)
    {
        Table = table;
        Length = length;
    }

    /// <summary>How many sources were wired.</summary>
    public int Count => Length;
}
