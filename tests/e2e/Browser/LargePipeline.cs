using System.Text;

namespace Pawl.Tests.E2E.Browser;

/// <summary>A pipeline of 300 boxes: two symbols, six time frames, chains inside a frame, across frames and across symbols.</summary>
internal static class LargePipeline
{
    private static readonly string[] Frames = ["1m", "5m", "15m", "1h", "4h", "1d"];

    public static string Text()
    {
        StringBuilder to = new("symbols: [ES, NQ]\ncandles: [1m, 5m, 15m, 1h, 4h, 1d]\nnodes:\n");
        int left = (300 / 2) - Frames.Length - 1;
        for (int round = 0; left > 0; round++)
        {
            for (int i = 0; i < Frames.Length; i++)
            {
                string f = Frames[i];
                if (round == 0) Add($"delta_{f}: {{kind: delta, inputs: [tick, candle({f})]}}");
                Add($"fast_{round}_{f}: {{kind: ema, inputs: [candle({f})], period: {5 + round}}}");
                Add($"slow_{round}_{f}: {{kind: sma, inputs: [candle({f})], period: {20 + round}}}");
                Add($"cross_{round}_{f}: {{kind: cross, inputs: [indicator(fast_{round}_{f}), indicator(slow_{round}_{f})]}}");
                Add($"apart_{round}_{f}: {{kind: spread, inputs: [indicator(fast_{round}_{f}), indicator(fast_{round}_{Frames[Math.Max(i - 1, 0)]})]}}");
                Add($"pair_{round}_{f}: {{kind: spread, inputs: [candle({f}), candle({f})@NQ], ratio: 1.{round + 1}}}");
            }
        }

        return to.ToString();

        void Add(string node)
        {
            if (left-- > 0) to.Append("  ").Append(node).Append('\n');
        }
    }
}
