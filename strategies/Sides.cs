namespace Pawl.Strategies;

/// <summary>Which positions a strategy may open.</summary>
public enum Sides
{
    Both,
    Long,
    Short,
}
