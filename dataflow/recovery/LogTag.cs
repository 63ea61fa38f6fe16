namespace Pawl.Recovery;

/// <summary>The random number that a log gets once, when it is created: by it a log is known from another of the same name.</summary>
public readonly record struct LogTag(UInt128 Value)
{
    public override string ToString() => Value.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);
}
