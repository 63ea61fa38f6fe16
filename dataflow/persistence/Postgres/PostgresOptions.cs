namespace Pawl.Persistence.Postgres;

/// <summary>What TimescaleDB is told to do with old rows; plain PostgreSQL keeps them as they are.</summary>
public sealed record PostgresOptions
{
    /// <summary>After so many days rows are compressed; 0 is never.</summary>
    public int CompressAfterDays { get; init; } = 7;

    /// <summary>Days for which input events and their rows are kept; 0 is for ever, null leaves it as it is.</summary>
    public int? KeepInputDays { get; init; }

    /// <summary>Days for which the rows of outputs are kept; 0 is for ever, null leaves it as it is.</summary>
    public int? KeepOutputDays { get; init; }

    /// <summary>Is told in a line what the database cannot do.</summary>
    public Action<string> Warn { get; init; } = _ => { };
}
