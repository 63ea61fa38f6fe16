using Pawl.Engine;

namespace Pawl.Host.Explaining;

/// <summary>The events of one log by their places, from 0, and the states of it that are at hand.</summary>
internal interface IEventHistory
{
    /// <summary>How many events there are.</summary>
    int Count { get; }

    /// <summary>The event at a place; the reference is valid until another one is asked for.</summary>
    ref readonly InputEvent this[int position] { get; }

    /// <summary>Events that lie together, the first of them at a place; valid until others are asked for.</summary>
    ReadOnlySpan<InputEvent> From(int position);

    /// <summary>The latest state in which an event was still to come, and the place of the next event then.</summary>
    (EngineLog Log, int Position) StateBefore(int position);
}
