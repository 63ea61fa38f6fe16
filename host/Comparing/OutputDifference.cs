using Pawl.Types;

namespace Pawl.Host.Comparing;

/// <summary>A place where two sides say different things.</summary>
/// <param name="Log">The log, as the first side calls it.</param>
/// <param name="A">What the first side says; null where it says nothing.</param>
/// <param name="B">What the second side says; null where it says nothing.</param>
/// <param name="Field">The first field that differs; null where only one side says something.</param>
internal sealed record OutputDifference(string Log, SaidLine? A, SaidLine? B, FieldDifference? Field)
{
    private SaidLine Either => A ?? B!;

    public SaidBy Source => Either.Source;

    public Timestamp Time => Either.Time;

    public long Sequence => Either.Id.Sequence;

    /// <summary>In words: <c>value: 1.5 | 1.25</c>.</summary>
    public string Text => Field is not null ? $"{Field.Field}: {Field.A} | {Field.B}" : A is null ? $"nothing | {B!.Text()}" : $"{A.Text()} | nothing";
}

/// <summary>How much of what one source says is the same on both sides.</summary>
internal sealed class SourceCounts(SaidBy source)
{
    public SaidBy Source => source;

    public long Equal { get; set; }

    public long Different { get; private set; }

    public long OnlyA { get; private set; }

    public long OnlyB { get; private set; }

    /// <summary>Where it differs first, in the order of the log.</summary>
    public OutputDifference? First { get; private set; }

    public bool Differs => First is not null;

    public void Add(OutputDifference difference)
    {
        Different += difference.Field is not null ? 1 : 0;
        OnlyA += difference.B is null ? 1 : 0;
        OnlyB += difference.A is null ? 1 : 0;
        First ??= difference;
    }
}
