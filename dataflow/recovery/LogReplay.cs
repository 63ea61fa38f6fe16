using Pawl.Engine;

namespace Pawl.Recovery;

/// <summary>Processes a stored log again from its first event, by the pipelines that computed it, and looks at no state and no output that is stored.</summary>
public static class LogReplay
{
    /// <param name="stored">The log.</param>
    /// <param name="began">Its computation at the beginning, in which nothing has happened.</param>
    /// <param name="pipelines">Those that went on with it.</param>
    /// <param name="take">Told of each record that comes about.</param>
    /// <param name="stop">Asks to end before.</param>
    /// <returns>Where it ends.</returns>
    /// <exception cref="StoreException">It cannot be read, or a pipeline is not known.</exception>
    public static LogPosition Run(StoredLog stored, LogComputation began, IPipelines? pipelines, OutputTaker take, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(take);
        if (stored.Removed.Records > 0)
        {
            throw new StoreException($"log {stored.Name}: the first {stored.Removed.Records} records of its input were removed, as the settings store.keep_… said; only a run that has all of them can be run again");
        }

        LogExecutor executor = new(began, stored.Tag);
        LogBatch batch = executor.CreateBatch();
        OutputBuffer outputs = batch.Outputs;
        foreach (ReadOnlyMemory<InputEvent> events in InputHistory.Read(stored.Inputs, 1, stored.Tail.Records))
        {
            stop.ThrowIfCancellationRequested();
            executor.Replay(events.Span, 0, batch, (command, last) => executor.Obey(command, stored.Inputs, last, pipelines));
            for (int i = 0; i < outputs.Records.Count; i++)
            {
                take(outputs.Records[i].Sequence, outputs.Lines.Written[(i == 0 ? 0 : outputs.Records[i - 1].End)..outputs.Records[i].End]);
            }

            executor.Begin(batch);
        }

        return executor.Position;
    }
}
