using System.Runtime.CompilerServices;

namespace Pawl.Engine;

// Gives a cell for the market to each symbol whose nodes ask for it.
public sealed partial class PipelineCompiler
{
    /// <summary>By symbol: the cell of its market; 0 where no node asks.</summary>
    private int[] markets = [];

    private void PlaceMarkets()
    {
        markets = new int[symbols.Count];
        foreach (NodeVertex node in vertices.OfType<NodeVertex>().Where(v => v.Needed && v.Node.Kind.ReadsMarket))
        {
            markets[WatchedSymbol(node)] = -1;
        }

        for (int symbol = 0; symbol < markets.Length; symbol++)
        {
            if (markets[symbol] != 0)
            {
                markets[symbol] = builder.Take(Unsafe.SizeOf<Cell<Market>>());
                entries.Add(new StateEntry($"market '{Shown("market", symbol)}'", "market", 1, Unsafe.SizeOf<Cell<Market>>()));
            }
        }
    }

    /// <summary>The cell of the market that a vertex reads; 0 where it reads none.</summary>
    private int MarketOf(Vertex vertex) => vertex is NodeVertex { Node.Kind.ReadsMarket: true } node ? markets[WatchedSymbol(node)] : 0;

    /// <summary>Where a node finds the cell of its market, and the market in it.</summary>
    private (int Cell, int Value) MarketInput(NodeVertex node) => (MarketOf(node), MarketOf(node) + Unsafe.SizeOf<Cell<None>>() - Unsafe.SizeOf<None>());

    /// <summary>The symbol of a node's first input, however far up it comes from.</summary>
    private static int WatchedSymbol(NodeVertex node)
    {
        Vertex at = node;
        while (at is not SourceVertex)
        {
            at = at is NodeVertex reader ? reader.Operands[0].Producer : ((NumberVertex)at).Producer;
        }

        return at.Symbol;
    }
}
