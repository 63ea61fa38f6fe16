namespace Pawl.Host.Replay;

/// <summary>How outputs are written.</summary>
public enum OutputFormat
{
    /// <summary>JSON Lines, one file per log.</summary>
    Jsonl,

    /// <summary>One file per node.</summary>
    Csv,
}
