namespace Pawl.Engine;

// Drops what nothing needs, and numbers the sources that are left.
public sealed partial class PipelineCompiler
{
    private void MarkNeeded()
    {
        for (int i = vertices.Count - 1; i >= 0; i--)
        {
            Vertex vertex = vertices[i];
            vertex.Needed |= vertex is SourceVertex { Published: true } || (vertex is NodeVertex node && node.Declared.Any(d => d.Node.Declaration.Publish));
            if (vertex.Needed)
            {
                foreach (Vertex before in vertex.Before)
                {
                    before.Needed = true;
                }
            }
        }
    }

    /// <summary>Numbers the needed sources in an order that does not depend on that of the declarations, and finds what each can wake.</summary>
    private void NumberSources()
    {
        sources.RemoveAll(s => !s.Needed);
        sources.Sort((a, b) => a.Symbol != b.Symbol ? a.Symbol - b.Symbol : a.Kind != b.Kind ? a.Kind - b.Kind : a.TimeFrame != b.TimeFrame ? a.TimeFrame.CompareTo(b.TimeFrame) : string.CompareOrdinal(a.Strategy, b.Strategy));
        for (int i = 0; i < sources.Count; i++)
        {
            sources[i].Index = i;
            sources[i].Sources = Engine.Source.BitOf(i);
        }

        foreach (Vertex vertex in vertices.Where(v => v.Needed))
        {
            foreach (Vertex waker in vertex.WokenBy)
            {
                vertex.Sources |= waker.Sources;
            }
        }
    }
}
