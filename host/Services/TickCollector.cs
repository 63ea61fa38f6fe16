using Pawl.Bus;
using Pawl.Engine;
using Pawl.Host.Commands;
using Pawl.Host.Replay.Live;
using Pawl.Host.Web.Live;
using Pawl.Ingestion;
using Pawl.Types;

namespace Pawl.Host.Services;

/// <summary>
/// A source as a service: what it brings goes to the border, each message with its number, so that it may be sent again after a doubt.
/// A recording goes on where it was; at its end the bars that are open are closed.
/// </summary>
/// <param name="system">Where to.</param>
/// <param name="data">The source.</param>
/// <param name="name">By it the source is known from others; always the same for the same data.</param>
/// <param name="speed">How many times as fast as it was recorded; infinite for as fast as possible.</param>
internal sealed class TickCollector(NatsSystem system, PipelineData data, string name, double speed)
{
    private const int Piece = 4096;
    private const int MessageBytes = 128 * 1024;

    private readonly SymbolTable symbols = new();
    private readonly Dictionary<int, Pending> pending = [];
    private readonly List<Pending> order = [];
    private long sent;

    /// <summary>How many events it has sent, those of earlier processes included.</summary>
    public long Sent => Interlocked.Read(ref sent);

    /// <summary>The messages of a symbol that are to be sent together.</summary>
    private sealed class Pending(string sender)
    {
        public string Sender => sender;

        public string Subject { get; set; } = "";

        public long First { get; set; }

        public Utf8Buffer Lines { get; } = new();
    }

    public async Task RunAsync(Action<string> notes, CancellationToken stop)
    {
        KeyEntry? known = null;
        await NatsSystem.Persist(notes, async () => known = await system.Cursors.GetAsync(Key, stop), stop);
        long before = known is null ? 0 : BitConverter.ToInt64(known.Value.Span);
        notes($"{name}: goes on behind event {before}");
        MarketMessages messages = new(symbols, "tick-collector");
        using IInputSource source = data.Open(symbols);
        using IInputSource input = double.IsInfinity(speed) ? source : new PacedInput(source, speed, before, null, stop);
        InputEvent[] events = new InputEvent[Piece];
        long revision = known?.Revision ?? 0;
        int count;
        while ((count = input.Read(events)) > 0)
        {
            stop.ThrowIfCancellationRequested();
            for (int i = 0; i < count; i++)
            {
                await AddAsync(messages, events[i], Sent + i >= before, notes, stop);
            }

            await SendAllAsync(notes, stop);
            Interlocked.Add(ref sent, count);
            if (Sent > before)
            {
                revision = await NoteAsync(revision, stop);
            }
        }

        await EndAsync(messages, notes, stop);
    }

    private string Key => "tick-collector." + SubjectToken.Of(name);

    /// <summary>Adds a message to those of its symbol. Where symbols are computed together the order among them counts, and only runs of one symbol go together.</summary>
    private async ValueTask AddAsync(MarketMessages messages, InputEvent e, bool isNew, Action<string> notes, CancellationToken stop)
    {
        Pending of = PendingOf(e.Symbol);
        if (order.Count > 0 && order[0] != of && data.Graph.CrossesSymbols)
        {
            await SendAllAsync(notes, stop);
        }

        int before = of.Lines.Length;
        string subject = messages.Write(of.Lines, in e);
        if (!isNew)
        {
            of.Lines.Clear();
            return;
        }

        if (before > 0 && (subject != of.Subject || of.Lines.Length > MessageBytes))
        {
            byte[] line = of.Lines.Written[before..].ToArray();
            await SendAsync(of, of.Lines.Written[..before].ToArray(), notes, stop);
            of.Lines.Clear();
            of.Lines.Write(line);
            before = 0;
        }

        if (before == 0)
        {
            (of.First, of.Subject) = (messages.NumberOf(e.Symbol), subject);
            if (!order.Contains(of))
            {
                order.Add(of);
            }
        }
    }

    private Pending PendingOf(int symbol)
    {
        if (!pending.TryGetValue(symbol, out Pending? of))
        {
            pending.Add(symbol, of = new Pending($"{name}/{symbols[symbol].Name}"));
        }

        return of;
    }

    private async Task SendAllAsync(Action<string> notes, CancellationToken stop)
    {
        foreach (Pending of in order)
        {
            await SendAsync(of, of.Lines.Written.ToArray(), notes, stop);
            of.Lines.Clear();
        }

        order.Clear();
    }

    private Task SendAsync(Pending of, byte[] lines, Action<string> notes, CancellationToken stop) =>
        NatsSystem.Persist(notes, () => system.Arrivals.SendAsync(of.Subject, of.Sender, of.First, !data.IsEndless, lines, stop), stop);

    private async Task<long> NoteAsync(long revision, CancellationToken stop)
    {
        try
        {
            return await system.Cursors.PutAsync(Key, BitConverter.GetBytes(Sent), revision, stop) ?? (await system.Cursors.GetAsync(Key, stop))?.Revision ?? 0;
        }
        catch (BusException)
        {
            // Then more is sent again after a restart, and known by its numbers.
            return revision;
        }
    }

    /// <summary>All of it is there: whatever computes it closes its bars.</summary>
    private async Task EndAsync(MarketMessages messages, Action<string> notes, CancellationToken stop)
    {
        foreach ((int symbol, Pending of) in pending.OrderBy(p => symbols[p.Key].Name, StringComparer.Ordinal))
        {
            of.Subject = $"control.{SubjectToken.Of(symbols[symbol].Name)}.flush";
            of.First = messages.NumberOf(symbol) + 1;
            await SendAsync(of, "{}"u8.ToArray(), notes, stop);
        }

        notes($"{name}: the data have ended after {Sent} events");
    }
}
