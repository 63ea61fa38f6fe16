namespace Pawl.Ingestion;

/// <summary>A row that cannot be read.</summary>
/// <param name="Place">File, line and, where it is known, column.</param>
/// <param name="Reason">What is wrong, and the remedy.</param>
/// <param name="Content">The row as it stands in the file, without its line end.</param>
public sealed record RefusedRow(string Place, string Reason, ReadOnlyMemory<byte> Content);
