using System.Globalization;
using Pawl.Bus;
using Pawl.Types;

namespace Pawl.Logs;

/// <summary>The streams of a partition: what its logs take, what they say, and their saved states.</summary>
/// <param name="Partition">Which one.</param>
/// <param name="Inputs">Written by the sequencer.</param>
/// <param name="Outputs">Written by the executor.</param>
/// <param name="States">Written by the executor; of a log the newest few.</param>
public sealed record LogStreams(int Partition, IRecordStream Inputs, IRecordStream Outputs, IRecordStream States)
{
    /// <summary>The token of the subjects by which owners say that they take a stream over. No log has such a name.</summary>
    private const string Owner = "=owner";

    /// <summary>All subjects of a stream; two streams cannot take one subject, so that the partition is part of it.</summary>
    public static string InputsOf(int partition) => Subject($"log.in.{partition}.");

    public static string OutputsOf(int partition) => Subject($"log.out.{partition}.");

    public static string StatesOf(int partition) => Subject($"state.snapshot.{partition}.");

    public string InputOwner => InputsOf(Partition) + Owner;

    public string OutputOwner => OutputsOf(Partition) + Owner;

    public string StateOwner => StatesOf(Partition) + Owner;

    public string InputOf(string log) => InputsOf(Partition) + SubjectToken.Of(log);

    public string OutputOf(string log) => OutputsOf(Partition) + SubjectToken.Of(log);

    /// <summary>A state is longer than a record may be, so that it comes in pieces.</summary>
    public string StateOf(string log, int piece) => Subject($"{StatesOf(Partition)}{SubjectToken.Of(log)}.{piece}");

    public string StatesOf(string log) => $"{StatesOf(Partition)}{SubjectToken.Of(log)}.*";

    /// <summary>The log that a subject of the inputs or outputs belongs to; null where it belongs to none.</summary>
    public static string? LogOf(string subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return SubjectToken.TryParse(subject[(subject.LastIndexOf('.') + 1)..]);
    }

    private static string Subject(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
