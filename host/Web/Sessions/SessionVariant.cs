using System.Runtime.InteropServices;
using Pawl.Backtesting.Runs;
using Pawl.Engine;
using Pawl.Host.Backtesting;
using Pawl.Host.Commands;
using Pawl.Host.Paper;
using Pawl.Host.Replay;
using Pawl.Recovery;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Host.Web.Sessions;

/// <summary>
/// Another version of the pipeline over the market of a session. Where the session traded it does so, too, with an account and a simulated
/// broker of its own, as a run on paper would: what the recorded orders came to does not concern it.
/// </summary>
/// <param name="data">The pipeline.</param>
/// <param name="settings">The account; null where nothing trades.</param>
/// <param name="names">The logs of the session.</param>
internal sealed class SessionVariant(PipelineData data, BacktestSettings? settings, IReadOnlyList<string> names)
{
    /// <summary>By it ids of orders are made, so that none is that of a recorded order.</summary>
    private const string Tag = "what-if";

    private readonly Dictionary<string, VariantLog> logs = new(StringComparer.Ordinal);
    private readonly InputEvent[] one = new InputEvent[1];
    private readonly List<LaneSignal> unheard = [];
    private LaneCrew? crew;
    private SessionOutput say = static (_, _) => { };
    private MessageLog? messages;

    /// <summary>Everything that was said so far, by channel.</summary>
    public SessionChannels Channels { get; private set; } = new();

    /// <summary>Goes to before the first event; it has to be called first.</summary>
    /// <exception cref="Ingestion.IngestionException">The pipeline has bars that an instrument cannot make.</exception>
    public void Restart()
    {
        Channels = new SessionChannels();
        logs.Clear();
        Drivers drivers = new(data.Graph, data.Instruments);
        foreach (string name in names)
        {
            EngineLog log = EngineLog.Create(data.Graph, name);
            logs.Add(name, new VariantLog(this, new LogComputation(log, drivers.Of(log), default)));
        }

        (crew, messages) = (null, null);
        if (settings is not null && TradedLogs.StrategiesOf(data.Graph) is { Length: > 0 } strategies)
        {
            Open(settings with { Account = settings.Account with { Tag = Tag } }, strategies);
        }
    }

    /// <summary>Takes an event of the session. What concerns the recorded orders, and what people told the run, is passed over.</summary>
    public void Take(string log, in InputEvent e, bool isOwn, SessionOutput said)
    {
        if (e.Kind is EventKind.Fill or EventKind.OrderUpdate or EventKind.Control)
        {
            return;
        }

        say = said;
        VariantLog of = logs[log];
        if (crew is null)
        {
            of.Process(in e, isOwn, unheard);
            unheard.Clear();
            return;
        }

        one[0] = e;
        foreach (VariantLog other in logs.Values)
        {
            other.Lane!.Give(other == of && !isOwn ? one : default, e.Time);
        }

        if (isOwn)
        {
            of.Lane!.Add(in e);
        }

        crew.Run();
        TellAccount();
    }

    /// <summary>What its account said in its own log, which nobody keeps.</summary>
    private void TellAccount()
    {
        ReadOnlySpan<byte> lines = messages!.Take().Outputs.Lines.Written;
        foreach (Range line in lines.Split((byte)'\n'))
        {
            if (!lines[line].IsEmpty)
            {
                Channels.Take(messages.Name, lines[line], say);
            }
        }
    }

    private void Open(BacktestSettings account, string[] strategies)
    {
        BacktestSymbol[] symbols = [.. logs.Values.SelectMany(l => l.Symbols).Order(StringComparer.Ordinal).Select(s => new BacktestSymbol(s, data.Instruments.Of(s)))];
        messages = new MessageLog(account.Account.Name, default);
        TradingAccount opened = new(account, symbols, strategies, new PaperMessages(messages));
        crew = new LaneCrew(opened, threads: 1);
        foreach (VariantLog log in logs.Values)
        {
            log.Lane = opened.Open(log, log.Symbols, static _ => FeedKind.Ticks);
            crew.Add(log.Lane);
        }
    }

    /// <summary>A log as a lane drives it.</summary>
    private sealed class VariantLog(SessionVariant owner, LogComputation computation) : ILaneLog
    {
        public string Name => computation.Log.Name;

        public IReadOnlyList<string> Symbols => computation.Log.Symbols;

        public Lane? Lane { get; set; }

        public void Process(in InputEvent e, bool isOwn, List<LaneSignal> signals)
        {
            EngineLog log = computation.Log;
            computation.Driver.Process(log, new ReadOnlySpan<InputEvent>(in e));
            foreach (ref readonly Output output in log.Outbox.Outputs)
            {
                Channel channel = log.Graph.Channels[output.Channel];
                if (channel.Schema.ClrType == typeof(TradeSignal))
                {
                    TradeSignal signal = MemoryMarshal.Read<TradeSignal>(log.Outbox.Record(in output, channel.Schema.Size));
                    signals.Add(new LaneSignal(channel.Symbol, channel.Node, signal, output.Sequence, output.N));
                }
            }

            owner.Channels.Drain(computation, owner.say);
        }
    }
}
