using System.Text;
using Pawl.Host.Drawing;
using Pawl.Types;

namespace Pawl.Host.Explaining;

/// <summary>An explanation as a tree for a terminal: each value with what it was made of beneath it.</summary>
internal sealed class ExplanationText(int width, bool colour)
{
    private const int LeastWords = 24;
    private const int Hanging = 2;

    private readonly StringBuilder to = new();

    public static string Write(Explanation explanation, int width, bool colour)
    {
        ExplanationText text = new(width, colour);
        ExplainedValue root = explanation.Root;
        text.Line("", "", text.Bold($"{root.Name} = {ExplanationWords.Of(root)}"));
        text.Line("", "", $"{explanation.Id} of {root.Symbol}, {explanation.Time}");
        text.Line("", "", $"caused by {ExplanationWords.Of(explanation.Event)}");
        text.About(root, "");
        text.Inputs(root, "");
        return text.to.ToString();
    }

    private void Inputs(ExplainedValue value, string prefix)
    {
        for (int i = 0; i < value.Inputs.Count; i++)
        {
            ExplainedInput input = value.Inputs[i];
            bool last = i == value.Inputs.Count - 1;
            string own = prefix + (last ? "   " : "│  ");
            string again = input.Value.IsRepeated ? ", as above" : ExplanationWords.Since(input.Value) is { Length: > 0 } since ? ", " + since : "";
            Line(prefix + (last ? "└─ " : "├─ "), own, Bold($"{ExplanationWords.Name(value, input)} = {ExplanationWords.Read(input)}") + again);
            if (!input.Value.IsRepeated)
            {
                if (input.Number is not null && input.Value.Fields.Count > 1)
                {
                    Detail(input.Value, own, ExplanationWords.Of(input.Value));
                }

                About(input.Value, own);
                Inputs(input.Value, own);
            }
        }
    }

    /// <summary>What a value was made by.</summary>
    private void About(ExplainedValue value, string prefix)
    {
        Detail(value, prefix, ExplanationWords.Kind(value));
        Detail(value, prefix, string.Join("; ", ExplanationWords.State(value)));
        if (value.Market is not { } market)
        {
            return;
        }

        Detail(value, prefix, ExplanationWords.Market(market));
        if (market.Count > 1)
        {
            foreach ((string name, MarketEvent e) in market.Named)
            {
                Detail(value, prefix, $"{name,-5} {ExplanationWords.Short(e)}");
            }
        }
    }

    /// <summary>A line below a value, beside the line that leads to its inputs.</summary>
    private void Detail(ExplainedValue value, string prefix, string words)
    {
        if (words.Length > 0)
        {
            string start = prefix + (value.Inputs.Count > 0 ? "│  " : "   ");
            Line(start, start + new string(' ', Hanging), words, dim: true);
        }
    }

    private void Line(string start, string further, string words, bool dim = false)
    {
        string prefix = start;
        foreach (string row in TextWrap.Wrap(CleanWords(words), Math.Max(LeastWords, width - further.Length)))
        {
            to.Append(prefix).Append(dim && colour ? $"\u001b[2m{row}\u001b[0m" : row).Append('\n');
            prefix = further;
        }
    }

    private string Bold(string words) => colour ? $"\u001b[1m{words}\u001b[0m" : words;

    private string[] CleanWords(string words) => colour ? words.Split(' ') : CleanText.Of(words).Split(' ');
}
