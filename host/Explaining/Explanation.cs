using Pawl.Engine;
using Pawl.Host.Drawing;
using Pawl.Types;

namespace Pawl.Host.Explaining;

/// <summary>Why an output is what it is.</summary>
/// <param name="Id">The output.</param>
/// <param name="Event">The input event that caused it.</param>
/// <param name="Root">What said it, and all that led to it.</param>
internal sealed record Explanation(OutputId Id, Timestamp Time, MarketEvent Event, ExplainedValue Root);

/// <summary>A value, and what it was made of.</summary>
/// <param name="Name">The id of a node, or of a source as it is written in pipelines.</param>
/// <param name="Kind">The kind of a node; tick, quote, candle or clock of a source.</param>
/// <param name="Time">The time of the cycle that made it; null where there was no value yet.</param>
/// <param name="Sequence">The input event that made it.</param>
/// <param name="IsNew">Whether the cycle that is explained made it.</param>
/// <param name="Fields">The value: names and texts.</param>
internal sealed record ExplainedValue(
    string Name, string Symbol, string Kind, Timestamp? Time, long Sequence, bool IsNew, IReadOnlyList<ExplainedField> Fields)
{
    public TimeFrame TimeFrame { get; init; }

    /// <summary>What a node of its kind computes; empty for a source.</summary>
    public string Formula { get; init; } = "";

    public IReadOnlyList<DrawnParameter> Parameters { get; init; } = [];

    /// <summary>The numbers that the node keeps, before and after this value.</summary>
    public IReadOnlyList<ExplainedState> State { get; init; } = [];

    /// <summary>What the node read, with the values of that moment.</summary>
    public IReadOnlyList<ExplainedInput> Inputs { get; init; } = [];

    /// <summary>The market events that a source is made of.</summary>
    public MarketEvents? Market { get; init; }

    /// <summary>True where the same value stands above with all that led to it.</summary>
    public bool IsRepeated { get; init; }
}

/// <summary>A field of a value.</summary>
/// <param name="Json">As JSON.</param>
internal sealed record ExplainedField(string Name, string Text, string Json);

/// <summary>A number in a node's state.</summary>
internal sealed record ExplainedState(string Name, string Before, string After);

/// <summary>An input of a node.</summary>
/// <param name="Name">The kind's name of it.</param>
/// <param name="Field">The field that is read; empty for the whole.</param>
/// <param name="Number">The number that was read; null where all was.</param>
internal sealed record ExplainedInput(string Name, string Field, string? Number, ExplainedValue Value);

/// <summary>One input event, and where it stands.</summary>
internal sealed class MarketEvent(long sequence, int position, InputEvent e)
{
    public long Sequence => sequence;

    /// <summary>Its place among the events of the log, from 0.</summary>
    public int Position => position;

    public InputEvent Event => e;

    /// <summary>The file, as the command line names it; null where it is not known, and for a clock.</summary>
    public string? File { get; set; }

    /// <summary>The row of the file, from 1, without the header.</summary>
    public long Row { get; set; }
}

/// <summary>The input events that a candle is made of.</summary>
/// <param name="Count">How many.</param>
/// <param name="Named">First, last and those that made the prices, by name.</param>
/// <param name="AddUp">Whether their sizes add up to the candle's volume; null where they have none.</param>
internal sealed record MarketEvents(long Count, IReadOnlyList<(string Name, MarketEvent Event)> Named, bool? AddUp)
{
    public MarketEvent First => Named[0].Event;

    public MarketEvent Last => Named[1].Event;
}
