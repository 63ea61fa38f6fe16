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

    /// <summary>Files of a pipeline: its own and all that it extends, directly or not.</summary>
    public const int Files = 16;

    /// <summary>Nodes of a pipeline, in all of its files.</summary>
    public const int Nodes = 10_000;

    /// <summary>Characters that the loops of a pipeline write out, each value counted with 16 more.</summary>
    public const int LoopCharacters = 8 * 1024 * 1024;
}
