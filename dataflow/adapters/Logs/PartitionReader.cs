using System.Runtime.CompilerServices;
using Pawl.Bus;
using Pawl.Recovery;

namespace Pawl.Logs;

/// <summary>How streams are read.</summary>
public sealed record ReaderOptions
{
    /// <summary>Records of a stream that are read before somebody asks for them.</summary>
    public int Ahead { get; init; } = 256;

    /// <summary>How long to wait before a server that does not answer is asked again.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Told what people should know, a line each.</summary>
    public Action<string> Notes { get; init; } = _ => { };
}

/// <summary>What a log took and what it said because of it.</summary>
/// <param name="Log">The log.</param>
/// <param name="Said">What it said, and which of the events took no number.</param>
/// <param name="Inputs">The records that hold its events; the first and the last may hold others too.</param>
/// <param name="Output">The number of what was said in the stream of the outputs.</param>
/// <param name="InputsDone">Up to here all records of the inputs' stream are part of what was read, with this one.</param>
public sealed record JoinedRecord(string Log, OutputRecords Said, IReadOnlyList<InputRecord> Inputs, long Output, long InputsDone);

/// <summary>Reads what the logs of a partition took beside what they said: events by themselves do not say which of them had come before.</summary>
/// <param name="streams">The partition.</param>
/// <param name="options">How it is read.</param>
public sealed class PartitionReader(LogStreams streams, ReaderOptions options)
{
    /// <summary>Everything after a place in both streams, as it comes, in the order of the outputs.</summary>
    /// <param name="inputsAfter">What <see cref="JoinedRecord.InputsDone"/> was at that place; 0 at the beginning.</param>
    /// <param name="outputsAfter">What <see cref="JoinedRecord.Output"/> was there.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="StreamBrokenException">A stream does not hold what it must.</exception>
    /// <exception cref="StoreException">A record cannot be read, or both streams do not belong together.</exception>
    public async IAsyncEnumerable<JoinedRecord> ReadAsync(long inputsAfter, long outputsAfter, [EnumeratorCancellation] CancellationToken stop = default)
    {
        InputJoin join = await Perseverance.UntilThereAsync(() => BeginAsync(inputsAfter, outputsAfter, stop), options.Pause, options.Notes, stop);
        await using StreamFollower inputs = new(streams.Inputs, inputsAfter, options, stop);
        await using StreamFollower outputs = new(streams.Outputs, outputsAfter, options, stop);
        while (true)
        {
            StreamRecord record = await outputs.NextAsync(stop);
            if (record.Number == 0 || LogStreams.LogOf(record.Subject) is not { } log)
            {
                continue;
            }

            OutputRecords said = record.As(streams.Outputs, OutputRecords.Read);
            while (!join.Covers(log, said.InputsTo))
            {
                if (join.Read >= said.Input)
                {
                    throw new StoreException($"log {log}: record {record.Sequence} of stream {streams.Outputs.Name} was made of {said.InputsTo} events up to record {said.Input} of stream {streams.Inputs.Name}, and there are fewer: the streams do not belong together");
                }

                StreamRecord input = await inputs.NextAsync(stop);
                if (input.Number == 0 || LogStreams.LogOf(input.Subject) is not { } of)
                {
                    join.Pass(input.Sequence);
                }
                else
                {
                    join.Add(input.Sequence, of, input.As(streams.Inputs, InputRecord.Read));
                }
            }

            yield return new JoinedRecord(log, said, TradedInputs.Merge(log, said, join.Take(log, said)), record.Sequence, join.Done);
        }
    }

    /// <summary>A log of which nothing more is said has been read up to where its newest record says.</summary>
    private async Task<InputJoin> BeginAsync(long inputsAfter, long outputsAfter, CancellationToken stop)
    {
        await CheckAsync(streams.Inputs, inputsAfter, stop);
        await CheckAsync(streams.Outputs, outputsAfter, stop);
        InputJoin join = new(inputsAfter);
        foreach (string subject in await streams.Outputs.SubjectsAsync(stop))
        {
            if (LogStreams.LogOf(subject) is { } log && await streams.Outputs.NewestAsync(subject, stop) is { Number: > 0 } newest && newest.Sequence <= outputsAfter)
            {
                join.Begin(log, newest.As(streams.Outputs, OutputRecords.Read));
            }
        }

        return join;
    }

    private static async Task CheckAsync(IRecordStream stream, long after, CancellationToken stop)
    {
        if (await stream.EndAsync(stop) is { } end && end.Sequence < after)
        {
            throw new StoreException($"stream {stream.Name} ends with record {end.Sequence}, and it was read up to record {after}: it was made anew or put back since; restore it, or give the run another name");
        }
    }
}
