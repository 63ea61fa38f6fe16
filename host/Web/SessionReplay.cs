using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Pawl.Host.Commands;
using Pawl.Host.Configuration;
using Pawl.Host.Web.Live;
using Pawl.Host.Web.Rest;
using Pawl.Ingestion;
using Pawl.Recovery;
using Pawl.Types;

namespace Pawl.Host.Web;

/// <summary>A recorded session that a client plays: a thread of its own runs it again, at the client's word.</summary>
internal sealed class SessionReplay : IDisposable
{
    /// <summary>How many may be played at once, by all clients.</summary>
    private const int Most = 4;

    /// <summary>Events after which it is looked whether the client says something else.</summary>
    private const int Slice = 1024;
    private const int MostMarks = 5_000;
    private const int MostWaiting = 256;
    private const double FastestSpeed = 1_000_000;

    private static readonly TimeSpan StatusEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private static int playing;

    private readonly ServedRun run;
    private readonly string session;
    private readonly ClientQueue queue;
    private readonly BlockingCollection<ClientMessage> orders = new(64);
    private readonly CancellationTokenSource stop = new();
    private SessionPlayer player = null!;
    private string status = "paused";
    private double speed = 1;
    private long since;
    private Timestamp from;
    private long told;

    private SessionReplay(ServedRun run, string session, ClientQueue queue)
    {
        (this.run, this.session, this.queue) = (run, session, queue);
        new Thread(Work) { IsBackground = true, Name = "session" }.Start();
    }

    /// <exception cref="FormatException">There is no such session, or too many are played.</exception>
    public static SessionReplay Open(ServedRun run, string session, ClientQueue queue)
    {
        if (!int.TryParse(session, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number < 1)
        {
            throw new FormatException($"session {Shown.Of(session)}: write its number, as /api/v1/sessions lists them");
        }

        if (Interlocked.Increment(ref playing) > Most)
        {
            Interlocked.Decrement(ref playing);
            throw new FormatException($"{Most} sessions are played already; try again when one is closed");
        }

        return new SessionReplay(run, number.ToString(CultureInfo.InvariantCulture), queue);
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
                Tell(json =>
                {
                    json.WriteBoolean("reset", true);
                    WriteMarks(json);
                });
                Play();
            }
        }
        catch (Exception e) when (e is StoreException or FailureException or IngestionException)
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
            Interlocked.Decrement(ref playing);
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
        if (!player.Step(Say))
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
            bool goesOn = player.Step((channel, line) =>
            {
                reached |= channel.Type == (by == "bar" ? "candle" : "trade_signal");
                Say(channel, line);
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
        bool isBack = to < player.Time;
        if (isBack)
        {
            player.Restart();
        }

        while (player.Next <= to && player.Step(static (_, _) => { }))
        {
            stop.Token.ThrowIfCancellationRequested();
        }

        status = "paused";
        Tell(json => json.WriteBoolean("reset", true));
        foreach (IGrouping<string, SessionChannel> channel in player.Channels.GroupBy(c => c.Name, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            queue.Add(Frame.State(channel.Key, channel.SelectMany(c => c.Window.Last(int.MaxValue)).OrderBy(e => e.Sequence).ThenBy(e => e.Index).TakeLast(500).Select(e => e.Line), session));
        }

        if (resumes)
        {
            Resume();
        }

        status = player.Next is null ? "ended" : status;
        Tell();
    }

    /// <summary>Nothing gives way to anything newer: a session that is too fast for its client waits for it.</summary>
    private void Say(SessionChannel channel, ReadOnlySpan<byte> line)
    {
        while (queue.Count > MostWaiting && !queue.IsGivenUp)
        {
            stop.Token.ThrowIfCancellationRequested();
            stop.Token.WaitHandle.WaitOne(Pause);
        }

        queue.Add(Frame.Of(channel.Name, line, null, session));
    }

    private void Tell(Action<Utf8JsonWriter>? more = null)
    {
        told = Stopwatch.GetTimestamp();
        queue.Add(Frame.Typed("replay", json =>
        {
            json.WriteString("replay", session);
            json.WriteStartObject("data");
            json.WriteString("status", status);
            json.WriteString("time", player.Time.ToString());
            json.WriteString("start", player.Start.ToString());
            json.WriteString("end", player.End.ToString());
            json.WriteNumber("sequence", player.Taken);
            json.WriteNumber("events", player.Events);
            json.WriteNumber("speed", speed);
            more?.Invoke(json);
            json.WriteEndObject();
        }));
    }

    /// <summary>The signals of the whole session, for a timeline.</summary>
    private void WriteMarks(Utf8JsonWriter json)
    {
        using StoredMessages store = new(run.Store);
        MessageQuery signals = new("strategy_signals", long.Parse(session, CultureInfo.InvariantCulture)) { Where = [("signal_type", ["trade_signal"])], Limit = MostMarks };
        json.WriteStartArray("marks");
        foreach (ReadOnlyMemory<byte> line in store.Read(signals).Items)
        {
            using JsonDocument signal = JsonDocument.Parse(line);
            JsonElement root = signal.RootElement;
            json.WriteStartObject();
            json.WriteString("time", root.GetProperty("timestamp").GetString());
            json.WriteString("id", root.GetProperty("metadata").GetProperty("id").GetString());
            json.WriteString("node", root.GetProperty("metadata").GetProperty("node").GetString());
            json.WriteString("symbol", root.GetProperty("symbol").GetString());
            json.WriteString("kind", root.GetProperty("data").GetProperty("kind").GetString());
            json.WriteString("side", root.GetProperty("data").GetProperty("side").GetString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
