using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Ingestion;

/// <summary>
/// Makes one symbol of the contracts of a future: the events of the contract that counts, and a <see cref="EventKind.Roll"/>
/// where another one begins to. Prices are adjusted from the roll on, so that nothing depends on what comes later. Other
/// symbols pass as they are.
/// </summary>
/// <remarks>One thread at a time. Contracts must be merged by time before.</remarks>
public sealed class ContinuousInput : IInputSource
{
    private const int BatchEvents = 1024;

    private readonly IInputSource _source;
    private readonly SymbolTable _symbols;
    private readonly ContractChain[] _chains;

    /// <summary>By the number of a symbol: the chain it is a contract of, and which.</summary>
    private readonly List<(ContractChain? Chain, int Contract)> _contracts = [];

    private readonly InputEvent[] _events = new InputEvent[BatchEvents];
    private int _next;
    private int _filled;
    private long _hidden;
    private IngestionException? _failure;

    /// <summary>Takes over a source.</summary>
    /// <param name="source">Events of contracts, and others, by time.</param>
    /// <param name="symbols">What their symbols are called; the files that say their symbol before they are read are open.</param>
    /// <param name="futures">The continuous futures, each with what its prices are changed by at first.</param>
    public ContinuousInput(IInputSource source, SymbolTable symbols, IEnumerable<(string Symbol, Instrument Instrument, SeriesAdjustment Opening)> futures)
    {
        ArgumentNullException.ThrowIfNull(symbols);
        (_source, _symbols) = (source, symbols);
        HashSet<string> known = [.. Enumerable.Range(0, symbols.Count).Select(i => symbols[i].ToString())];
        _chains = [.. futures.Select(future => new ContractChain(future.Symbol, symbols.Intern(Types.Symbol.Parse(future.Symbol)), future.Instrument, future.Opening))];
        foreach (ContractChain chain in _chains)
            chain.Expect(known.Contains);
    }

    /// <inheritdoc/>
    public InputProgress Progress => _source.Progress is var all ? all with { Filtered = all.Filtered + _hidden } : default;

    /// <inheritdoc/>
    public IReadOnlyList<string> Warnings =>
    [
        .. _source.Warnings,
        .. _chains.Where(chain => !chain.HasData).Select(chain => $"{chain.Symbol}: the data has none of its contracts {string.Join(", ", chain.Contracts)}"),
        .. _chains.SelectMany(chain => chain.Warnings),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<ContractRoll> Rolls => [.. _chains.SelectMany(chain => chain.Rolls).OrderBy(roll => roll.Symbol, StringComparer.Ordinal)];

    /// <inheritdoc/>
    public int Read(Span<InputEvent> batch)
    {
        if (_failure is not null)
            throw _failure;
        int count = 0;
        try
        {
            while (count < batch.Length && (_next < _filled || Refill()))
                count += Step(ref batch[count]);
        }
        catch (IngestionException error)
        {
            // What stands before it is delivered first, so that the size of a batch changes nothing.
            _failure = error;
            if (count == 0)
                throw;
        }

        return count;
    }

    public void Dispose() => _source.Dispose();

    private bool Refill()
    {
        _next = 0;
        _filled = _source.Read(_events);
        return _filled > 0;
    }

    /// <summary>Says one event, or passes over one that does not count.</summary>
    private int Step(ref InputEvent to)
    {
        ref InputEvent e = ref _events[_next];
        (ContractChain? chain, int contract) = ChainOf(e.Symbol);
        if (chain is not null)
        {
            Timestamp moment = chain.MomentOf(in e);
            if (chain.Due.Count == 0)
                chain.AdvanceTo(moment);
            if (chain.Due.TryDequeue(out to))
                return 1;
            if (!chain.Take(ref e, contract, moment))
            {
                _next++;
                _hidden++;
                return 0;
            }
        }

        to = e;
        _next++;
        return 1;
    }

    private (ContractChain? Chain, int Contract) ChainOf(int symbol)
    {
        while (symbol >= _contracts.Count)
            _contracts.Add(Find(_contracts.Count));
        (ContractChain? chain, int contract) = _contracts[symbol];
        if (chain is not null && contract < 0)
            throw new IngestionException($"the data has '{chain.Symbol}' itself, which is to be made of {string.Join(", ", chain.Contracts)}; name the contract that a file holds, as in {chain.Contracts.First()}=FILE");
        return (chain, contract);
    }

    private (ContractChain? Chain, int Contract) Find(int symbol)
    {
        string name = _symbols[symbol].ToString();
        foreach (ContractChain chain in _chains)
        {
            int contract = chain.Contracts.ToList().IndexOf(name);
            if (contract >= 0 || symbol == chain.Index)
                return (chain, contract);
        }

        return (null, -1);
    }
}
