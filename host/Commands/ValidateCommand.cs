using System.CommandLine;
using Pawl.Engine;
using Pawl.Host.Configuration;

namespace Pawl.Host.Commands;

/// <summary><c>pawl validate</c>: all mistakes of configuration files at once; nothing is started.</summary>
internal static class ValidateCommand
{
    public static Command Create()
    {
        Argument<string[]> files = new("FILE…") { Description = "Configuration files: pipelines, instruments, settings; YAML or TOML.", Arity = ArgumentArity.ZeroOrMore };
        Option<bool> json = new("--json") { Description = "Print the mistakes as a JSON array of {file, line, column, message}; line and column are 0 where the file as a whole is meant." };
        Option<string?> schema = new("--schema") { Description = "Print the JSON Schema of a kind of file instead, for editors.", HelpName = string.Join('|', ConfigFileKind.All.Select(k => k.Name)) };
        Verb command = new("validate", "Check configuration files and tell all their mistakes, each with its place.")
        {
            Json =
            [
                new("[].file", "the file"),
                new("[].line", "line, from 1; 0 where the file as a whole is meant"),
                new("[].column", "column, from 1; 0 where the file as a whole is meant"),
                new("[].message", "what is wrong, and what to do"),
            ],
            Examples =
            [
                "pawl validate config/pipelines/*.yaml",
                "pawl validate config/pipelines/gc_ticks.yaml --json",
                "pawl validate --schema pipeline > pipeline.schema.json",
            ],
        };
        command.Add(files);
        command.Add(json);
        command.Add(schema);
        Options.RefuseOptionsAsValues(files, command);
        command.SetAction(parsed => Run(parsed.GetValue(files) ?? [], parsed.GetValue(json), parsed.GetValue(schema)));
        return command;
    }

    private static int Run(string[] files, bool json, string? schema)
    {
        if (schema is not null)
        {
            return files.Length > 0 ? throw new UsageException("--schema prints a schema and checks no files; give one or the other") : WriteSchema(schema);
        }

        if (files.Length == 0)
        {
            throw new UsageException("give the files to check, such as config/pipelines/*.yaml; see 'pawl validate --help'");
        }

        List<string> good = [];
        List<Diagnostic> mistakes = [];
        foreach (string path in files.Distinct(StringComparer.Ordinal))
        {
            mistakes.AddRange(Check(path, good));
        }

        // A mistake in a file that several extend is one.
        Diagnostic[] all = [.. mistakes.Distinct().OrderBy(Mistakes.IsCount).ThenBy(m => m.Place, Place.Order)];
        if (json)
        {
            WriteJson(all);
        }
        else
        {
            good.ForEach(Console.WriteLine);
            Array.ForEach(all, Console.WriteLine);
        }

        return all.Length == 0 ? 0 : 1;
    }

    private static IReadOnlyList<Diagnostic> Check(string path, List<string> good)
    {
        Mistakes mistakes = new(path);
        if (ConfigReader.Read(path, mistakes) is { } root && ConfigFileKind.Of(root).Check(root, path, mistakes) is { } holds)
        {
            good.Add($"{mistakes.File}: {holds}");
        }

        return mistakes.InOrder();
    }

    private static int WriteSchema(string name)
    {
        ConfigFileKind kind = ConfigFileKind.All.FirstOrDefault(k => k.Name == name)
            ?? throw new UsageException($"--schema '{name}': write {string.Join(" or ", ConfigFileKind.All.Select(k => k.Name))}");
        Console.Out.Write(kind.Schema());
        return 0;
    }

    private static void WriteJson(IEnumerable<Diagnostic> mistakes) => JsonOutput.Write(json =>
    {
        json.WriteStartArray();
        foreach (Diagnostic mistake in mistakes)
        {
            json.WriteStartObject();
            json.WriteString("file", mistake.Place.File);
            json.WriteNumber("line", mistake.Place.Line);
            json.WriteNumber("column", mistake.Place.Column);
            json.WriteString("message", mistake.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
