using Pawl.Types;

namespace Pawl.Host.Replay;

/// <summary>Lines that were said about a piece of the input, and which position of it each belongs to.</summary>
internal interface IOrderedLines
{
    Utf8Buffer Text { get; }

    /// <summary>Pieces of <see cref="Text"/> in the order of the input: the position of the event that caused them.</summary>
    IReadOnlyList<(int Position, int Start, int End)> Pieces { get; }
}
