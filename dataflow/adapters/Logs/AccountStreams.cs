using Pawl.Bus;
using Pawl.Recovery;
using Pawl.Types;

namespace Pawl.Logs;

/// <summary>The streams of an account: what it says, and where it stands. Both are written by the executor that trades it.</summary>
/// <param name="Name">The account.</param>
/// <param name="Log">Its log; in each record also what the logs of symbols said because of the same events.</param>
/// <param name="States">The parts of its state; of each the two newest.</param>
public sealed record AccountStreams(string Name, IRecordStream Log, IRecordStream States)
{
    private const string Owner = "=owner";

    public string Subject => $"{LogsOf(Name)}{SubjectToken.Of(Name)}";

    public string LogOwner => LogsOf(Name) + Owner;

    public string StateOwner => StatesOf(Name) + Owner;

    /// <summary>What the subjects of its log begin with; two streams cannot take one subject.</summary>
    public static string LogsOf(string account) => $"log.account.{SubjectToken.Of(account)}.";

    public static string StatesOf(string account) => $"state.account.{SubjectToken.Of(account)}.";

    /// <summary>A piece of a part. The one that is written never takes the place of the one that counts.</summary>
    public string StateOf(string part, long slot, int piece) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{StatesOf(Name)}{SubjectToken.Of(part)}.{slot}.{piece}");

    /// <summary>What its log has said, read from its first message on.</summary>
    internal StreamOutputs Outputs() => new(Log, Subject, _ => 0);
}

/// <summary>Where a part of an account's state lies.</summary>
/// <param name="Name">The part.</param>
/// <param name="First">The number of its first piece in the stream of the states.</param>
/// <param name="Pieces">How many there are, one behind the other.</param>
/// <param name="Slot">Which of both places it has.</param>
internal sealed record AccountPart(string Name, long First, long Pieces, long Slot);

/// <summary>What a log of a symbol said in the same step: to be written to its stream, if it is not there.</summary>
internal sealed record AccountStep(int Partition, string Log, ReadOnlyMemory<byte> Said);

/// <summary>What stands in a record of an account's log beside its messages.</summary>
internal sealed record AccountPlace(IReadOnlyList<AccountPart> Parts, IReadOnlyList<AccountStep> Steps)
{
    private const byte Version = 1;

    public ReadOnlyMemory<byte> Write()
    {
        FieldWriter to = new(Version);
        to.Add((long)Parts.Count);
        foreach (AccountPart part in Parts)
        {
            to.Add(part.Name);
            to.Add(part.First);
            to.Add(part.Pieces);
            to.Add(part.Slot);
        }

        to.Add((long)Steps.Count);
        foreach (AccountStep step in Steps)
        {
            to.Add((long)step.Partition);
            to.Add(step.Log);
            to.Add(step.Said.Span);
        }

        return to.Complete();
    }

    /// <exception cref="StoreException">It is damaged.</exception>
    public static AccountPlace Read(ReadOnlyMemory<byte> content)
    {
        FieldReader from = new(content, Version);
        List<AccountPart> parts = [];
        for (long left = from.Number(); left > 0; left--)
        {
            parts.Add(new AccountPart(from.Text(), from.Number(), from.Number(), from.Number()));
        }

        List<AccountStep> steps = [];
        for (long left = from.Number(); left > 0; left--)
        {
            steps.Add(new AccountStep((int)from.Number(), from.Text(), from.Content()));
        }

        return new AccountPlace(parts, steps);
    }
}
