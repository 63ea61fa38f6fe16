using System.Globalization;

namespace Pawl.Engine;

/// <summary>Registers a kind: its name in pipelines and the family it is listed under.</summary>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class KindAttribute(string name, string family, string summary) : Attribute
{
    public string Name { get; } = name;

    public string Family { get; } = family;

    /// <summary>One sentence: what it tells its reader.</summary>
    public string Summary { get; } = summary;

    /// <summary>The formula, with the rule for the first value.</summary>
    public string Formula { get; set; } = "";

    /// <summary>Where the formula and its conventions come from.</summary>
    public string Source { get; set; } = "";

    /// <summary>Where platforms differ: whose numbers the defaults give, and which parameter gives others.</summary>
    public string Convention { get; set; } = "";

    /// <summary>The numbers from elsewhere that tests compare it with.</summary>
    public string ComparedWith { get; set; } = "";

    /// <summary>Raised when the meaning of the state changes; a state of another version is refused.</summary>
    public int Version { get; set; } = 1;
}

/// <summary>A parameter: range, default and meaning. Ranges include their ends.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ParamAttribute : Attribute
{
    public ParamAttribute(double min, double max, double value, string doc)
        : this(Text(min), Text(max), Text(value), doc)
    {
    }

    public ParamAttribute(string min, string max, string value, string doc)
    {
        Min = min;
        Max = max;
        Default = value;
        Doc = doc;
    }

    /// <summary>A parameter with a closed set of values.</summary>
    public ParamAttribute(string value, string doc) : this("", "", value, doc)
    {
    }

    public string Min { get; }

    public string Max { get; }

    public string Default { get; }

    public string Doc { get; }

    private static string Text(double value) => value.ToString("0.############", CultureInfo.InvariantCulture);
}

/// <summary>What an input is for.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class InputAttribute(string doc) : Attribute
{
    public string Doc { get; } = doc;

    /// <summary>
    /// False where the node runs before this input has emitted once. A kind that collects ticks until a bar closes must
    /// see the ticks of the first bar too; it looks at <c>c.Updated(x)</c> before it reads such an input.
    /// </summary>
    public bool Awaited { get; set; } = true;

    /// <summary>True where a pipeline may leave the input out, which is then never awaited; the kind looks at <c>c.Has(x)</c>.</summary>
    public bool Optional { get; set; }

    /// <summary>
    /// The kind that gives the input where a pipeline does not: a hidden node with its defaults, which reads what the first
    /// input of this node reads, and trades where it needs them.
    /// </summary>
    public string? Default { get; set; }
}
