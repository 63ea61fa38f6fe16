using System.Diagnostics;
using Pawl.Backtesting.Sweeps;
using Pawl.Host.Commands;
using Pawl.Nats;
using Pawl.Types;

namespace Pawl.Host.Backtesting.Sweeps.Shared;

/// <summary>
/// Lets workers elsewhere run the sets of a sweep. They come and go as they like, and ask for work; nothing is kept on the server, for the
/// table of the sweep is all there is to keep.
/// </summary>
internal sealed class SharedSets : ISetRunner, IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    private readonly string run = Guid.NewGuid().ToString("n");
    private readonly SetQueue queue = new(() => Stopwatch.GetElapsedTime(0));
    private readonly CancellationTokenSource stopping = new();
    private readonly NatsLink link;
    private readonly string key;
    private readonly Action<string> notes;
    private readonly Task serving;
    private (Timestamp From, Timestamp To)? stretch;
    private volatile bool hasEnded;

    /// <param name="options">The server.</param>
    /// <param name="key">By this workers know the sweep.</param>
    /// <param name="notes">Told what people should know, a line each.</param>
    public SharedSets(NatsOptions options, string key, Action<string> notes)
    {
        (this.key, this.notes) = (key, notes);
        link = new NatsLink(options, TimeSpan.FromSeconds(5));
        notes($"shares sweep {key}; run the same line elsewhere with --work-for instead of --workers");
        serving = Task.Run(ServeAsync);
    }

    /// <summary>Enough that workers need not wait for each other often.</summary>
    public int Together => 128;

    public IReadOnlyList<string>[] Run(ParameterPoint[] points, (Timestamp From, Timestamp To)? stretch, Action<double> progress, CancellationToken stop)
    {
        this.stretch = stretch;
        Task done = queue.Begin(points);
        while (Task.WaitAny([done, serving], (int)Beat.TotalMilliseconds, stop) < 0)
        {
            progress(queue.Done / (double)points.Length);
        }

        if (!done.IsCompleted)
        {
            try
            {
                serving.GetAwaiter().GetResult();
            }
            catch (NatsException e)
            {
                throw new FailureException($"--workers: {e.Message}");
            }
        }

        return queue.Figures();
    }

    /// <summary>Tells the workers that all is done, and waits a little until they have heard it.</summary>
    public async Task CompleteAsync()
    {
        hasEnded = true;
        long began = Stopwatch.GetTimestamp();
        while (queue.Workers > 0 && !serving.IsCompleted && Stopwatch.GetElapsedTime(began) < SetQueue.Patience)
        {
            await Task.Delay(Beat / 4);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await Task.WhenAny(serving);
        await link.DisposeAsync();
        stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        string said = "";
        while (true)
        {
            try
            {
                NatsConnection connection = await link.ConnectionAsync(stopping.Token);
                await using NatsSubscription questions = connection.Subscribe(SharedWork.SubjectOf(key, "*"), 1024);
                await foreach (NatsMessage question in questions.AllAsync(stopping.Token))
                {
                    byte[] answer = AnswerTo(question);
                    if (question.Reply.Length > 0)
                    {
                        await connection.PublishAsync(question.Reply, answer, cancel: stopping.Token);
                    }
                }
            }
            catch (NatsException e) when (e is not NatsRefusedException)
            {
                if (said != e.Message)
                {
                    notes($"{said = e.Message}; going on when the server answers");
                }

                await Task.Delay(Beat, stopping.Token);
            }
        }
    }

    private byte[] AnswerTo(NatsMessage question)
    {
        try
        {
            switch (question.Subject.Split('.')[^1])
            {
                case SharedWork.Ask:
                    return SharedWork.WriteGiven(Give(question.Payload));
                case SharedWork.Alive:
                    queue.Saw(SharedWork.ReadWorker(question.Payload));
                    break;
                case SharedWork.Leave:
                    queue.Leave(SharedWork.ReadWorker(question.Payload));
                    break;
                case SharedWork.Done:
                    Take(question.Payload);
                    break;
            }
        }
        catch (FormatException e)
        {
            notes($"{question.Subject}: {e.Message}");
        }

        return "{}"u8.ToArray();
    }

    private GivenWork Give(ReadOnlyMemory<byte> question)
    {
        (string worker, int most) = SharedWork.ReadAsk(question);
        if (hasEnded)
        {
            queue.Leave(worker);
            return new GivenWork(run, [], null, HasEnded: true);
        }

        IReadOnlyList<SharedSet> given = queue.Take(worker, most, out IReadOnlyList<string> gone);
        foreach (string one in gone)
        {
            notes($"worker {one} is gone; its sets go to others");
        }

        return new GivenWork(run, given, stretch, HasEnded: false);
    }

    private void Take(ReadOnlyMemory<byte> message)
    {
        (string of, IReadOnlyList<(long Id, IReadOnlyList<string> Cells)> figures) = SharedWork.ReadDone(message);
        if (of == run)
        {
            foreach ((long id, IReadOnlyList<string> cells) in figures)
            {
                queue.Tell(id, cells);
            }
        }
    }
}
