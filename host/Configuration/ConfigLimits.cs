namespace Pawl.Host.Configuration;

/// <summary>How much a configuration file may ask of its reader.</summary>
public static class ConfigLimits
{
    /// <summary>Bytes of a pipeline file.</summary>
    public const int Bytes = 256 * 1024;

    /// <summary>Bytes of a file of instruments.</summary>
    public const int InstrumentBytes = 16 * 1024 * 1024;

    /// <summary>Lists and maps inside each other.</summary>
    public const int Depth = 32;
}
