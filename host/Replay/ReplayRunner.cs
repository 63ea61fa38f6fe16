using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using System.Text;
using Pawl.Engine;
using Pawl.Host.Replay.Storing;
using Pawl.Ingestion;
using Pawl.Recovery;
using Pawl.Types;

namespace Pawl.Host.Replay;

/// <summary>
/// Runs recorded data through a graph: one thread reads and decodes ahead, the others compute, each the logs that are
/// its own. The result does not depend on how many there are.
/// </summary>
internal sealed class ReplayRunner(Graph graph, IInputSource input, SymbolTable symbols, ReplayOptions options)
{
    /// <summary>A transaction costs the same for any number of events.</summary>
    private const int StoredChunkEvents = 32 * 1024;
    private const int ChunksAhead = 4;

    private readonly LogRouter router = new(graph, symbols, options);

    /// <summary>What one crew said is stored while the other works.</summary>
    private readonly ChunkWorker[][] crews = [Crew(options), Crew(options)];
    private ChunkWorker[] workers = [];
    private long began;
    private readonly int chunkEvents = options.Storage is null ? EventsByLog.ChunkFor(1) : StoredChunkEvents;

    private static ChunkWorker[] Crew(ReplayOptions options) =>
        [.. Enumerable.Range(0, options.Threads).Select(i => new ChunkWorker(i, options.Threads, options.Stream is not null))];

    /// <summary>Runs to the end of the data.</summary>
    /// <exception cref="IngestionException">The data could not be read to its end; all before that point was processed.</exception>
    public ReplaySummary Run(CancellationToken stop)
    {
        long started = Stopwatch.GetTimestamp();
        workers = crews[0];
        try
        {
            if (options.Threads == 1)
            {
                ReadHere(stop);
            }
            else
            {
                ReadAhead(stop);
            }

            options.Storage?.RequireAllRecalled();
            options.Trading?.Settle();
            End();
            options.Storage?.Finish();
            return Finish(started);
        }
        catch (OperationCanceledException)
        {
            options.Trading?.Settle();
            options.Storage?.Leave();
            throw;
        }
        finally
        {
            options.Storage?.Dispose();
            foreach (LogRun log in router.Logs)
            {
                log.Dispose();
            }
        }
    }

    private void ReadHere(CancellationToken stop)
    {
        Chunk chunk = new(chunkEvents);
        do
        {
            stop.ThrowIfCancellationRequested();
            Fill(chunk);
            Process(chunk);
        }
        while (chunk.Count > 0);
    }

    private void ReadAhead(CancellationToken stop)
    {
        using BlockingCollection<Chunk> full = [];
        using BlockingCollection<Chunk> free = [];
        for (int i = 0; i < ChunksAhead; i++)
        {
            free.Add(new Chunk(chunkEvents), CancellationToken.None);
        }

        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Thread reader = new(() => Read(full, free, ended.Token)) { IsBackground = true, Name = "read" };
        reader.Start();
        try
        {
            foreach (Chunk chunk in full.GetConsumingEnumerable(stop))
            {
                Process(chunk);
                free.Add(chunk, CancellationToken.None);
            }
        }
        finally
        {
            ended.Cancel();
            options.StopReading?.Invoke();
            reader.Join();
        }
    }

    private void Read(BlockingCollection<Chunk> full, BlockingCollection<Chunk> free, CancellationToken stop)
    {
        try
        {
            Chunk chunk;
            do
            {
                chunk = free.Take(stop);
                Fill(chunk);
                bool last = chunk.Count == 0 || chunk.Failure is not null;
                full.Add(chunk, stop);
                if (last)
                {
                    break;
                }
            }
            while (true);
        }
        catch (OperationCanceledException)
        {
            // The consumer has ended; it knows why.
        }
        finally
        {
            full.CompleteAdding();
        }
    }

    /// <summary>Reads and routes one chunk. What goes wrong is kept in it, so that everything before is processed first.</summary>
    private void Fill(Chunk chunk)
    {
        chunk.Count = 0;
        chunk.Failure = null;
        chunk.Widen(EventsByLog.ChunkFor(router.Logs.Length));
        try
        {
            chunk.Count = input.Read(chunk.Events);
            router.Route(chunk);
        }
        catch (Exception failure) when (failure is IngestionException or StoreException or IOException or UnauthorizedAccessException)
        {
            chunk.Failure = failure;
        }
    }

    private void Process(Chunk chunk)
    {
        if (chunk.Count > 0 && chunk.Failure is null)
        {
            began = Stopwatch.GetTimestamp();
            if (options.Gate is { } gate)
            {
                gate.Run(() => RunChunk(chunk));
            }
            else
            {
                RunChunk(chunk);
            }

            Show(said => options.Stream?.Write(said));
            options.Progress?.Invoke(chunk.Count);
        }

        if (chunk.Failure is not null)
        {
            ExceptionDispatchInfo.Throw(chunk.Failure);
        }
    }

    private void RunChunk(Chunk chunk)
    {
        if (options.Trading is { } trading)
        {
            trading.Run(chunk);
        }
        else if (chunk.Runs.Length == 1)
        {
            workers[0].Run(chunk);
        }
        else
        {
            RunTogether(chunk);
        }
    }

    private void RunTogether(Chunk chunk)
    {
        try
        {
            Parallel.For(0, workers.Length, i => workers[i].Run(chunk));
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }
    }

    /// <summary>The input has ended: bars that are open are closed, and what the broker still has to say is heard, each where it ended for good.</summary>
    private void End()
    {
        if (options.Trading is { } trading)
        {
            if (options.Flush || options.IsWhole)
            {
                trading.Finish(options.Flush);
                Show(said => options.Stream?.Write(said));
            }
        }
        else if (options.Flush)
        {
            Flush();
        }
    }

    private void Flush()
    {
        Utf8Buffer? text = options.Stream is null ? null : workers[0].Text;
        text?.Clear();
        foreach (LogRun log in InOrder())
        {
            log.Flush(text);
        }

        Show(_ => options.Stream?.Write(text!));
    }

    /// <summary>Shows what the workers said: at once, or where it is stored, once it is committed.</summary>
    private void Show(Action<IOrderedLines[]> show)
    {
        IOrderedLines[] said = options.Trading?.Said ?? workers;
        if (options.Storage is null)
        {
            show(said);
        }
        else
        {
            long since = began;
            options.Storage.Commit(() =>
            {
                show(said);
                options.Shown?.Invoke(since);
            });
            workers = workers == crews[0] ? crews[1] : crews[0];
        }
    }

    private IEnumerable<LogRun> InOrder() => router.Logs.OrderBy(l => l.Name, StringComparer.Ordinal);

    private ReplaySummary Finish(long started)
    {
        (string Name, string Hash)[] hashes = [.. InOrder().Select(log => (log.Name, log.Finish()))];
        options.Stream?.Flush();
        string lines = string.Concat(hashes.Select(h => $"{h.Name} {h.Hash}\n"));
        return new ReplaySummary(
            router.Logs.Sum(l => l.Log.Header.Sequence),
            router.Logs.Sum(l => l.Log.Header.Cycle),
            router.Logs.Sum(l => l.Outputs),
            Stopwatch.GetElapsedTime(started),
            router.Logs.Sum(l => l.Counts.LateTicks),
            router.Logs.Sum(l => l.Counts.ZeroTicks),
            router.Logs.Sum(l => l.Counts.DuplicateTicks),
            router.Logs.Sum(l => l.Counts.Gaps),
            router.Logs.Sum(l => l.Counts.OutsideTicks),
            [.. InOrder().SelectMany(l => l.Instruments)],
            hashes,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines))),
            [.. input.Warnings, .. InOrder().SelectMany(l => l.Warnings())],
            input.Rolls,
            options.Instruments.File,
            [.. InOrder().OfType<StoredLogRun>().Where(l => l.Recovered is not null)]);
    }
}
