using Pawl.Host.Drawing;

namespace Pawl.Host.Commands;

/// <summary>Text for people: paragraphs and two-column sections, as wide as the terminal allows but no wider than reads well.</summary>
internal sealed class Page(TextWriter to, bool redirected)
{
    private const int Widest = 100;
    private const int Narrowest = 40;
    private const int Gap = 2;
    private const int WidestHealth = 9;

    private readonly int width = redirected ? Widest : Math.Clamp(Console.WindowWidth, Narrowest, Widest);

    /// <summary>Bold headings only where somebody can see them and wants them.</summary>
    private readonly bool plain = redirected || IsPlain;

    /// <summary>Whether a terminal is to get no colours and no bold letters.</summary>
    public static bool IsPlain { get; } =
        Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } || Environment.GetEnvironmentVariable("TERM") == "dumb";

    /// <summary>The page on standard output.</summary>
    public static Page OnConsole() => new(Console.Out, Console.IsOutputRedirected);

    public void Line(string text = "") => to.WriteLine(text);

    public void Paragraph(string text)
    {
        foreach (string line in TextWrap.Wrap(text.Split(' '), width))
        {
            to.WriteLine(line);
        }
    }

    public string Heading(string text) => plain ? text : $"\u001b[1m{text}\u001b[0m";

    /// <summary>A heading and a line for each finding, with its remedy below it.</summary>
    public void Findings(string title, IEnumerable<Finding> findings)
    {
        to.WriteLine();
        to.WriteLine(Heading(title + ":"));
        foreach (Finding finding in findings)
        {
            string word = finding.Health.ToString().ToLowerInvariant();
            Hanging("  " + Colored(word, finding.Health) + new string(' ', WidestHealth - word.Length), WidestHealth + Gap, finding.Text);
            if (finding.Remedy is not null)
            {
                Hanging(new string(' ', WidestHealth + Gap) + "→ ", WidestHealth + Gap + 2, finding.Remedy);
            }
        }
    }

    private void Hanging(string start, int indent, string text)
    {
        foreach (string line in TextWrap.Wrap(text.Split(' '), width - indent))
        {
            to.WriteLine(start + line);
            start = new string(' ', indent);
        }
    }

    private string Colored(string text, Health health) => plain ? text : $"\u001b[{health switch { Health.Ok => 32, Health.Warning => 33, _ => 31 }}m{text}\u001b[0m";

    /// <summary>Rows in columns as wide as their widest cell, below a line of headings.</summary>
    public void Table(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        IReadOnlyList<string>[] all = [.. rows];
        int[] widths = [.. headings.Select((h, i) => Math.Max(h.Length, all.Select(r => r[i].Length).DefaultIfEmpty().Max()))];
        to.WriteLine();
        to.WriteLine(Heading(Row(headings)));
        foreach (IReadOnlyList<string> row in all)
        {
            to.WriteLine(Row(row));
        }

        string Row(IReadOnlyList<string> cells) => string.Join(new string(' ', Gap), cells.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd();
    }

    /// <summary>A heading and rows of a name and what it means; nothing when there are no rows.</summary>
    public void Section(string title, IEnumerable<(string Name, string Text)> rows)
    {
        (string Name, string Text)[] all = [.. rows];
        if (all.Length == 0)
        {
            return;
        }

        to.WriteLine();
        to.WriteLine(Heading(title + ":"));
        // A name that would leave its text too little room stands on a line of its own.
        int names = all.Select(r => r.Name.Length).Where(length => length <= width / 2).DefaultIfEmpty(width / 4).Max() + Gap;
        foreach ((string name, string text) in all)
        {
            string start = "  " + name.PadRight(names);
            if (name.Length > names)
            {
                to.WriteLine("  " + name);
                start = new string(' ', names + Gap);
            }

            foreach (string line in TextWrap.Wrap(text.Split(' '), Math.Max(Narrowest - 10, width - start.Length)))
            {
                to.WriteLine(start + line);
                start = new string(' ', start.Length);
            }

            if (text.Length == 0 && name.Length <= names)
            {
                to.WriteLine(start.TrimEnd());
            }
        }
    }
}
