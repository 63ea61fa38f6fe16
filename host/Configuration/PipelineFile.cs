using Pawl.Engine;
using Pawl.Ingestion;
using Pawl.Scripting;
using Pawl.Types;

namespace Pawl.Host.Configuration;

/// <summary>A pipeline file as written: what to compute, and how the data files that go with it are read.</summary>
public sealed record PipelineFile(PipelineDeclaration Declaration, CsvOptions Csv)
{
    /// <summary>What its candles are made of; null where it does not say.</summary>
    public CandleSource? CandlesFrom { get; init; }

    /// <summary>The instruments whose rules candles follow, by symbol; of all other symbols where the symbol is null.</summary>
    public IReadOnlyList<(string? Symbol, Located<string> Id)> Instruments { get; init; } = [];

    /// <summary>The kinds that its scripts make, once it is compiled.</summary>
    public IReadOnlyList<ScriptKind> Scripts { get; init; } = [];

    /// <summary>The folder of its scripts, once it is compiled.</summary>
    public string ScriptsIn { get; init; } = "";

    /// <summary>Reads a file and checks its shape; kinds, parameters and inputs are for the compiler of the graph to check.</summary>
    /// <param name="path">Path of the file; it names the file in errors.</param>
    /// <param name="errors">All mistakes in the order of their places; empty when there are none.</param>
    /// <returns>
    /// What could be understood, even where there are errors, so that the compiler can add its own to them; null when
    /// nothing could. A node whose kind is missing keeps its place with an empty kind.
    /// </returns>
    public static PipelineFile? Read(string path, out IReadOnlyList<Diagnostic> errors)
    {
        var mistakes = new Mistakes(path);
        var file = Shape(ConfigReader.Read(path, mistakes), path, mistakes);
        errors = mistakes.InOrder();
        return file;
    }

    /// <summary>The same for text that is at hand; <paramref name="fileName"/> names it in errors, and its folder is where files lie that it extends.</summary>
    public static PipelineFile? Read(string fileName, string text, out IReadOnlyList<Diagnostic> errors)
    {
        var mistakes = new Mistakes(fileName);
        var file = Shape(ConfigReader.ReadText(text, mistakes), fileName, mistakes);
        errors = mistakes.InOrder();
        return file;
    }

    /// <summary>Reads a file and compiles it.</summary>
    /// <param name="errors">All mistakes, of shape and of meaning, in the order of their places; empty when there are none.</param>
    /// <returns>The pipeline and its graph; null where there are mistakes.</returns>
    public static (Graph Graph, PipelineFile File)? Compile(string path, KindRegistry kinds, DriverLayout driver, out IReadOnlyList<Diagnostic> errors)
    {
        var mistakes = new Mistakes(path);
        var compiled = Compile(ConfigReader.Read(path, mistakes), path, kinds, driver, new ScriptNodes(path, mistakes), mistakes);
        errors = mistakes.InOrder();
        return compiled;
    }

    /// <summary>The same for text that is at hand.</summary>
    public static (Graph Graph, PipelineFile File)? Compile(
        string fileName, string text, KindRegistry kinds, DriverLayout driver, out IReadOnlyList<Diagnostic> errors)
    {
        var mistakes = new Mistakes(fileName);
        var compiled = Compile(ConfigReader.ReadText(text, mistakes), fileName, kinds, driver, new ScriptNodes(fileName, mistakes), mistakes);
        errors = mistakes.InOrder();
        return compiled;
    }

    /// <summary>The same for a file that has been read.</summary>
    internal static (Graph Graph, PipelineFile File)? Compile(ConfigNode? root, string path, KindRegistry kinds, DriverLayout driver, ScriptNodes scripts, Mistakes mistakes) =>
        Shape(root, path, mistakes)?.Compile(kinds, driver, scripts, mistakes);

    /// <summary>Compiles what has been read.</summary>
    internal (Graph Graph, PipelineFile File)? Compile(KindRegistry kinds, DriverLayout driver, ScriptNodes scripts, Mistakes mistakes)
    {
        var declaration = Declaration with { Nodes = scripts.WriteOut(Declaration.Nodes) };
        var graph = PipelineCompiler.Compile(declaration, scripts.Kinds.Aggregate(kinds.Copy(), (all, script) => all.Add(script)), driver, out var errors);
        foreach (var error in errors)
            mistakes.Add(error);
        return graph is null || mistakes.Count > 0 ? null : (graph, this with { Scripts = scripts.Kinds, ScriptsIn = scripts.Folder });
    }

    private static PipelineFile? Shape(ConfigNode? root, string path, Mistakes mistakes) =>
        root is null ? null : new PipelineShape(mistakes).Read(root, path);
}
