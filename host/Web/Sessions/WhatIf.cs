using System.Text.Json;
using Pawl.Host.Commands;
using Pawl.Host.Configuration;
using Pawl.Host.Replay.Live;
using Pawl.Host.Verification;
using Pawl.Host.Web.Rest;

namespace Pawl.Host.Web.Sessions;

/// <summary>What somebody wants to see beside a recorded session: another pipeline, or the same one with other parameters.</summary>
/// <param name="Data">The pipeline.</param>
/// <param name="Set">The parameters that were given, as they were written.</param>
internal sealed record WhatIf(PipelineData Data, IReadOnlyList<(string Path, string Value)> Set)
{
    private const int MostSignals = 200_000;

    /// <summary>What a client asks for; null where it wants the session alone.</summary>
    /// <exception cref="FormatException">There is no such pipeline, node or parameter, or it does not fit the session.</exception>
    public static WhatIf? Of(ServedRun run, ClientMessage asked)
    {
        if (asked.Pipeline.Length == 0 && asked.Set.Count == 0)
        {
            return null;
        }

        try
        {
            PipelineData known = asked.Pipeline.Length == 0 ? run.Data : run.Pipelines.Find(asked.Pipeline);
            PipelineData wanted = known.With([.. asked.Set.Select(s => NodeParameter.Of(s.Path, s.Value, "set"))]);
            if (wanted.Graph.CrossesSymbols != run.Data.Graph.CrossesSymbols || (wanted.Graph.CrossesSymbols && !wanted.Graph.Symbols.SequenceEqual(run.Data.Graph.Symbols)))
            {
                throw new FormatException($"pipeline {Shown.Of(known.Graph.Name)}: its symbols are in other logs than those of '{run.Data.Graph.Name}'; choose one whose nodes read the same symbols");
            }

            return new WhatIf(wanted, asked.Set);
        }
        catch (Exception wrong) when (wrong is FailureException or UsageException or Problem)
        {
            throw new FormatException(wrong.Message.Split('\n')[0], wrong);
        }
    }

    /// <summary>It, as it goes beside a session.</summary>
    /// <exception cref="FormatException">The session traded otherwise than this server does.</exception>
    public SessionVariant Beside(ServedRun run, RecordedRun session)
    {
        if (session.HasTraded && (run.Paper is null || !session.Stored.Description.Rules.Contains(LiveRun.RulesOf(run.Paper), StringComparison.Ordinal)))
        {
            throw new FormatException($"session {session.Stored.Id} has traded {session.Stored.Description.Rules}, and this server trades otherwise; start it as that run was started");
        }

        return new SessionVariant(Data, session.HasTraded ? run.Paper : null, [.. session.Logs.Select(l => l.Name)]);
    }

    /// <summary>All signals that it gives in a session.</summary>
    public List<SignalMark> SignalsOf(ServedRun run, SessionPlayer session, CancellationToken stop)
    {
        List<SignalMark> signals = [];
        SessionVariant whole = Beside(run, session.Recorded);
        whole.Restart();
        for (SessionTape tape = session.Tape(); tape.Next is { } next; tape.Advance())
        {
            stop.ThrowIfCancellationRequested();
            whole.Take(next.Log, in next.Current, next.IsOwn, (channel, line) =>
            {
                if (channel.Type == "trade_signal" && signals.Count < MostSignals)
                {
                    signals.Add(SignalMark.Of(line.ToArray()));
                }
            });
        }

        return signals;
    }

    /// <summary>All signals that a session gave.</summary>
    public static List<SignalMark> Recorded(StoredMessages store, long session)
    {
        List<SignalMark> signals = [];
        Cursor? after = null;
        do
        {
            MessageQuery query = new("strategy_signals", session) { Where = [("signal_type", ["trade_signal"])], Limit = ApiRequest.MostItems, After = after };
            (List<ReadOnlyMemory<byte>> items, string? next) = store.Read(query);
            signals.AddRange(items.Select(SignalMark.Of));
            after = next is null ? null : Cursor.TryParse(next);
        }
        while (after is not null && signals.Count < MostSignals);
        return signals;
    }

    /// <summary>What is asked for, and in what its signals differ once that is known.</summary>
    public void Write(Utf8JsonWriter json, SignalDifference? difference, bool isReady, int most)
    {
        json.WriteStartObject("what_if");
        json.WriteString("pipeline", Data.Graph.Name);
        json.WriteStartObject("set");
        foreach ((string path, string value) in Set)
        {
            json.WriteString(path, value);
        }

        json.WriteEndObject();
        json.WriteString("state", isReady ? "ready" : "computing");
        difference?.Write(json, most);
        json.WriteEndObject();
    }
}

/// <summary>In what the signals of two versions differ.</summary>
/// <param name="Recorded">How many the session gave.</param>
/// <param name="Other">How many the other version gives.</param>
/// <param name="OnlyRecorded">Those that the other version does not give.</param>
/// <param name="OnlyOther">Those that only the other version gives.</param>
internal sealed record SignalDifference(int Recorded, int Other, IReadOnlyList<SignalMark> OnlyRecorded, IReadOnlyList<SignalMark> OnlyOther)
{
    /// <summary>Signals are the same where time, symbol, node, kind and side are.</summary>
    public static SignalDifference Between(IReadOnlyList<SignalMark> recorded, IReadOnlyList<SignalMark> other) =>
        new(recorded.Count, other.Count, Without(recorded, other), Without(other, recorded));

    public void Write(Utf8JsonWriter json, int most)
    {
        json.WriteStartObject("difference");
        json.WriteNumber("recorded", Recorded);
        json.WriteNumber("what_if", Other);
        json.WriteNumber("same", Recorded - OnlyRecorded.Count);
        SignalMark.Write(json, "only_recorded", OnlyRecorded, most);
        SignalMark.Write(json, "only_what_if", OnlyOther, most);
        json.WriteEndObject();
    }

    private static List<SignalMark> Without(IReadOnlyList<SignalMark> all, IReadOnlyList<SignalMark> others)
    {
        Dictionary<(string, string, string, string, string), int> there = others.GroupBy(m => m.Meaning).ToDictionary(g => g.Key, g => g.Count());
        return [.. all.Where(m => (there[m.Meaning] = there.GetValueOrDefault(m.Meaning) - 1) < 0)];
    }
}
