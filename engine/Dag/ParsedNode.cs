using Pawl.Types;

namespace Pawl.Engine;

/// <summary>A declared node after its own texts have been read, before it is connected.</summary>
internal sealed class ParsedNode(NodeDeclaration declaration, KindDescriptor kind, int order)
{
    public NodeDeclaration Declaration { get; } = declaration;

    public KindDescriptor Kind { get; } = kind;

    /// <summary>Its place among the declared nodes.</summary>
    public int Order { get; } = order;

    public byte[] Parameters { get; set; } = [];

    /// <summary>The candle field that number inputs read, where the declaration names one.</summary>
    public string Source { get; set; } = "close";

    /// <summary>Where it is named.</summary>
    public Place? SourcePlace { get; set; }

    public List<ParsedInput> Inputs { get; } = [];

    public List<ParsedInput> Triggers { get; } = [];

    public TimeFrame? TimeFrame { get; set; }

    public IEnumerable<ParsedInput> References => Inputs.Concat(Triggers);
}

/// <param name="Slot">Which input of the kind it fills; −1 for a trigger.</param>
internal sealed record ParsedInput(InputReference Reference, int Slot, Place Place);
