using Pawl.Engine;
using Pawl.Host.Replay;
using Pawl.Ingestion;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary>Writes what a source holds of one kind as a table.</summary>
/// <param name="Kind">Only events of this kind.</param>
/// <param name="Symbol">Only of this symbol; null is all.</param>
/// <param name="Frame">Only candles of this time frame; null is all.</param>
internal sealed record DataTransfer(EventKind Kind, Symbol? Symbol = null, TimeFrame? Frame = null)
{
    private const int Batch = 4096;

    public void Run(string verb, IInputSource input, SymbolTable symbols, DataDestination destination, bool isQuiet)
    {
        string path = destination.Path;
        using DataOutput output = DataOutput.Open(destination, Kind);
        long rows = ReplayProgress.Show(verb, input, isQuiet || (path == "-" && !Console.IsOutputRedirected), report => Write(input, symbols, output, report));
        if (rows == 0)
        {
            throw new FailureException("nothing of that kind, symbol and time is there; 'pawl data info' and 'pawl db status' say what there is");
        }

        output.Complete(path);
        if (path != "-")
        {
            Console.Error.WriteLine(FormattableString.Invariant($"{path}: {rows} rows"));
        }
    }

    /// <summary>The one kind of all files.</summary>
    public static EventKind KindOf(DataFiles files)
    {
        EventKind kind = files.All[0].Kind;
        return files.All.All(f => f.Kind == kind) ? kind : throw new UsageException("--in: the files hold data of different kinds; a table has one: give those of one kind");
    }

    private long Write(IInputSource input, SymbolTable symbols, DataOutput output, Action<int>? report)
    {
        MarketTable table = new(Kind, symbols, output.Text);
        table.WriteHeader();
        InputEvent[] events = new InputEvent[Batch];
        long rows = 0;
        int count;
        while ((count = input.Read(events)) > 0)
        {
            Interruption.Token.ThrowIfCancellationRequested();
            foreach (ref readonly InputEvent e in events.AsSpan(0, count))
            {
                if (e.Kind == Kind && (Symbol is null || symbols[e.Symbol] == Symbol) && (Frame is null || e.TimeFrame == Frame))
                {
                    table.WriteRow(in e);
                    output.Pass();
                    rows++;
                }
            }

            report?.Invoke(count);
        }

        return rows;
    }
}
