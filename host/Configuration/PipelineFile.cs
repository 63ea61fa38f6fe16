using Pawl.Engine;
using Pawl.Ingestion;

namespace Pawl.Host.Configuration;

/// <summary>A pipeline file as written: what to compute, and how the data files that go with it are read.</summary>
public sealed record PipelineFile(PipelineDeclaration Declaration, CsvOptions Csv)
{
    /// <summary>Reads a file and checks its shape; kinds, parameters and inputs are for the compiler of the graph to check.</summary>
    /// <param name="path">Path of the file; it names the file in errors.</param>
    /// <param name="errors">All mistakes in the order of the file; empty when there are none.</param>
    /// <returns>
    /// What could be understood, even where there are errors, so that the compiler can add its own to them; null when
    /// nothing could. A node whose kind is missing keeps its place with an empty kind.
    /// </returns>
    public static PipelineFile? Read(string path, out IReadOnlyList<Diagnostic> errors)
    {
        var mistakes = new Mistakes(path);
        return Shape(ConfigReader.Read(path, mistakes), path, mistakes, out errors);
    }

    /// <summary>The same for text that is at hand; <paramref name="fileName"/> names it in errors.</summary>
    public static PipelineFile? Read(string fileName, string text, out IReadOnlyList<Diagnostic> errors)
    {
        var mistakes = new Mistakes(fileName);
        return Shape(ConfigReader.ReadText(text, mistakes), fileName, mistakes, out errors);
    }

    private static PipelineFile? Shape(ConfigNode? root, string path, Mistakes mistakes, out IReadOnlyList<Diagnostic> errors)
    {
        var file = root is null ? null : new PipelineShape(mistakes).Read(root, path);
        errors = mistakes.InOrder();
        return file;
    }
}
