namespace Pawl.Indicators;

/// <summary>A parameter that is off or on.</summary>
public enum Switch
{
    Off,
    On,
}
