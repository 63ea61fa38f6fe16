using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Pawl.Host.Commands;
using Pawl.Host.Configuration;
using Pawl.Host.Web.Live;
using Pawl.Host.Web.Rest;
using Pawl.Ingestion;
using Pawl.Recovery;
using Pawl.Types;

namespace Pawl.Host.Web.Sessions;

/// <summary>
/// A recorded session that a client plays: a thread of its own runs it again, at the client's word, and another version of its pipeline beside
/// it where one is asked for.
/// </summary>
internal sealed partial class SessionReplay : IDisposable
{
    /// <summary>How many may be played at once, by all clients.</summary>
    private const int Most = 4;

    /// <summary>Events after which it is looked whether the client says something else.</summary>
    private const int Slice = 1024;
    private const double FastestSpeed = 1_000_000;

    private static readonly TimeSpan StatusEvery = TimeSpan.FromMilliseconds(100);

    private static int playing;

    private readonly ServedRun run;
    private readonly string session;
    private readonly HubClient client;
    private readonly ClientQueue queue;
    private readonly WhatIf? whatIf;
    private readonly BlockingCollection<ClientMessage> orders = new(64);
    private readonly CancellationTokenSource stop = new();
    private SessionPlayer player = null!;
    private string status = "paused";
    private double speed = 1;
    private long since;
    private Timestamp from;

    private SessionReplay(ServedRun run, string session, WhatIf? whatIf, HubClient client)
    {
        (this.run, this.session, this.whatIf, this.client, queue) = (run, session, whatIf, client, client.Queue);
        new Thread(Work) { IsBackground = true, Name = "session" }.Start();
    }

    /// <summary>Whether it is over, because it could not be opened or was closed.</summary>
    public bool HasEnded { get; private set; }

    /// <exception cref="FormatException">There is no such session or what is to go beside it, or too many are played.</exception>
    public static SessionReplay Open(ServedRun run, ClientMessage asked, HubClient client)
    {
        if (!int.TryParse(asked.Session, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number < 1)
        {
            throw new FormatException($"session {Shown.Of(asked.Session)}: write its number, as /api/v1/sessions lists them");
        }

        WhatIf? beside = WhatIf.Of(run, asked);
        if (Interlocked.Increment(ref playing) > Most)
        {
            Interlocked.Decrement(ref playing);
            throw new FormatException($"{Most} sessions are played already; try again when one is closed");
        }

        return new SessionReplay(run, number.ToString(CultureInfo.InvariantCulture), beside, client);
    }

    /// <summary>Lets it do something; what comes too fast is refused.</summary>
    /// <exception cref="FormatException">It has to do enough already.</exception>
    public void Obey(ClientMessage order)
    {
        if (!orders.TryAdd(order))
        {
            throw new FormatException("the session has not done what it was told before; wait for its status");
        }
    }

    public void Dispose() => stop.Cancel();

    private void Work()
    {
        try
        {
            player = SessionPlayer.Open(run, int.Parse(session, CultureInfo.InvariantCulture));
            using (player)
            {
                Begin();
                Play();
            }
        }
        catch (Exception e) when (e is StoreException or FailureException or IngestionException or FormatException)
        {
            queue.Add(Frame.Error($"session {session}: {e.Message}"));
        }
        catch (OperationCanceledException)
        {
            status = "closed";
            if (player is not null)
            {
                Tell();
            }
        }
        finally
        {
            HasEnded = true;
            Interlocked.Decrement(ref playing);
        }
    }

    /// <summary>Tells of the signals that were given, and of those that the other version gives.</summary>
    private void Begin()
    {
        List<SignalMark> recorded;
        using (StoredMessages store = new(run.Store))
        {
            recorded = WhatIf.Recorded(store, player.Recorded.Stored.Id);
        }

        TellBeginning(recorded);
        if (whatIf is not null)
        {
            player.Beside = whatIf.Beside(run, player.Recorded);
            player.Beside.Restart();
            TellDifference(SignalDifference.Between(recorded, whatIf.SignalsOf(run, player, stop.Token)));
        }
    }

    private void Play()
    {
        while (true)
        {
            stop.Token.ThrowIfCancellationRequested();
            int patience = status != "playing" ? Timeout.Infinite : (int)Math.Clamp((DueIn() * 1000) + 0.999, 0, StatusEvery.TotalMilliseconds);
            if (orders.TryTake(out ClientMessage? order, patience, stop.Token))
            {
                Do(order);
            }

            if (status == "playing")
            {
                for (int i = 0; i < Slice && status == "playing" && DueIn() <= 0; i++)
                {
                    Step();
                }

                if (Stopwatch.GetElapsedTime(told) >= StatusEvery)
                {
                    Tell();
                    TellForming();
                }
            }
        }
    }

    private void Do(ClientMessage order)
    {
        switch (order.Action)
        {
            case "play":
                speed = order.Speed ?? speed;
                Resume();
                break;
            case "pause":
                status = status == "playing" ? "paused" : status;
                break;
            case "speed":
                speed = order.Speed ?? 1;
                Resume(goesOn: status == "playing");
                break;
            case "step":
                status = "paused";
                StepBy(order.By);
                TellForming();
                break;
            case "seek":
                Seek(order.To ?? player.Start);
                return;
        }

        Tell();
    }

    private void Resume(bool goesOn = true)
    {
        (since, from) = (Stopwatch.GetTimestamp(), player.Time);
        status = !goesOn ? status : player.Next is null ? "ended" : "playing";
    }

    /// <summary>Seconds until the next event is due.</summary>
    private double DueIn() => player.Next is not { } next || speed >= FastestSpeed ? 0
        : ((next.Nanoseconds - from.Nanoseconds) / 1e9 / speed) - Stopwatch.GetElapsedTime(since).TotalSeconds;

    private void Step()
    {
        if (!player.Step(Say, SayBeside))
        {
            status = "ended";
            Tell();
        }
    }

    private void StepBy(string by)
    {
        bool reached = false;
        while (!reached && !stop.IsCancellationRequested)
        {
            reached = by == "event";
            bool goesOn = player.Step(
                (channel, line) =>
                {
                    reached |= channel.Type == (by == "bar" ? "candle" : "trade_signal");
                    Say(channel, line);
                },
                (channel, line) =>
                {
                    reached |= by == "signal" && channel.Type == "trade_signal";
                    SayBeside(channel, line);
                });
            if (!goesOn)
            {
                status = "ended";
                return;
            }
        }
    }

    /// <summary>Goes to a moment without saying what lies on the way; then what each channel said last.</summary>
    private void Seek(Timestamp to)
    {
        bool resumes = status == "playing";
        if (to < player.Time)
        {
            player.RestartBefore(to);
        }

        long before = player.Taken;
        while (player.Next <= to && player.Step(static (_, _) => { }, static (_, _) => { }))
        {
            stop.Token.ThrowIfCancellationRequested();
        }

        status = "paused";
        TellMoment(player.Taken - before);
        if (resumes)
        {
            Resume();
        }

        status = player.Next is null ? "ended" : status;
        Tell();
        TellForming();
    }
}
