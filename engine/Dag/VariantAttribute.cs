namespace Pawl.Engine;

/// <summary>
/// Put on each value of an enum that is a parameter: the values are what people look for, as they look for kinds, and the
/// catalogue lists each.
/// </summary>
/// <param name="summary">One sentence: what it tells its reader.</param>
[AttributeUsage(AttributeTargets.Field)]
public class VariantAttribute(string summary) : Attribute
{
    public string Summary { get; } = summary;

    /// <summary>The formula of this value.</summary>
    public string Formula { get; set; } = "";

    /// <summary>Where it comes from, where that is more than the kind says.</summary>
    public string Source { get; set; } = "";
}
