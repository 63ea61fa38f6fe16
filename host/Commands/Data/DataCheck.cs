using Pawl.Engine;

namespace Pawl.Host.Commands;

/// <summary>Looks at one thing in the events of one symbol of one file. It keeps counts and examples, never the data.</summary>
internal abstract class DataCheck
{
    public abstract void See(in InputEvent e);

    public abstract IEnumerable<DataFinding> Findings();
}

/// <summary>Counts what has some flaw, and remembers where it was first.</summary>
internal sealed class Flaw(string check, Severity severity, string what)
{
    private long count;
    private string first = "";

    public void Add(in InputEvent e, string? detail = null)
    {
        if (count++ == 0)
        {
            first = $"first at {e.Time}{(detail is null ? "" : ": " + detail)}";
        }
    }

    public IEnumerable<DataFinding> Found => count == 0 ? [] : [new DataFinding(check, severity, count, $"{what}; {first}")];
}
