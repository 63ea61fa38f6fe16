using Pawl.Engine;

namespace Pawl.Tests.Unit.Engine;

/// <summary>
/// Pipelines in one line a node, <c>id: kind name=value … ← input, name: input ! trigger</c>; a leading <c>-</c> leaves a
/// node unpublished. Places are (line, column) of the text.
/// </summary>
internal static class Pipelines
{
    public static PipelineDeclaration Of(string name, string text, string[]? symbols = null, string[]? candles = null)
    {
        List<NodeDeclaration> nodes = [];
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (!string.IsNullOrWhiteSpace(lines[i]))
            {
                nodes.Add(Node(new Line(lines[i], i + 1)));
            }
        }

        return new PipelineDeclaration(name, new Place(Line.File, 0, 0))
        {
            Symbols = [.. (symbols ?? []).Select((s, i) => new Located<string>(s, new Place(Line.File, 1, i + 1)))],
            Candles = [.. (candles ?? []).Select((s, i) => new Located<string>(s, new Place(Line.File, 1, i + 1)))],
            Nodes = nodes,
        };
    }

    private static NodeDeclaration Node(Line line)
    {
        bool publish = !line.Skip('-');
        Place place = line.Place;
        string id = line.Until(":");
        Place kindPlace = line.Place;
        string kind = line.Word();
        List<Argument> arguments = [];
        Located<string>? frame = null;
        while (!line.IsAt("←") && !line.IsAtEnd)
        {
            Place namePlace = line.Place;
            string name = line.Until("=");
            Place valuePlace = line.Place;
            string value = line.Word();
            if (name == "timeframe")
            {
                frame = new Located<string>(value, valuePlace);
            }
            else
            {
                arguments.Add(new Argument(name, value, namePlace, valuePlace));
            }
        }

        return new NodeDeclaration(id, kind, place, kindPlace)
        {
            Publish = publish,
            Arguments = arguments,
            TimeFrame = frame,
            Inputs = line.Skip('←') ? Inputs(line) : [],
            Triggers = line.Skip('!') ? Inputs(line) : [],
        };
    }

    private static List<InputDeclaration> Inputs(Line line)
    {
        List<InputDeclaration> inputs = [];
        do
        {
            Place place = line.Place;
            string text = line.UntilAny(",!");
            int colon = text.IndexOf(": ", StringComparison.Ordinal);
            inputs.Add(colon < 0 ? new InputDeclaration(null, text, place) : new InputDeclaration(text[..colon], text[(colon + 2)..].Trim(), place));
        }
        while (line.Skip(','));
        return inputs;
    }

    private sealed class Line
    {
        public const string File = "p.yaml";
        private readonly string text;
        private readonly int number;
        private int at;

        public Line(string text, int number)
        {
            this.text = text;
            this.number = number;
            SkipBlanks();
        }

        public bool IsAtEnd => at == text.Length;

        public Place Place => new(File, number, at + 1);

        public bool IsAt(string mark) => string.CompareOrdinal(text, at, mark, 0, mark.Length) == 0;

        public bool Skip(char mark)
        {
            bool found = at < text.Length && text[at] == mark;
            at += found ? 1 : 0;
            SkipBlanks();
            return found;
        }

        public string Word() => Take(text.IndexOf(' ', at));

        public string Until(string mark)
        {
            string taken = Take(text.IndexOf(mark, at, StringComparison.Ordinal));
            Skip(mark[0]);
            return taken;
        }

        public string UntilAny(string marks) => Take(text.IndexOfAny(marks.ToCharArray(), at)).Trim();

        private string Take(int end)
        {
            string taken = end < 0 ? text[at..] : text[at..end];
            at += taken.Length;
            SkipBlanks();
            return taken;
        }

        private void SkipBlanks()
        {
            while (at < text.Length && text[at] == ' ')
            {
                at++;
            }
        }
    }
}
