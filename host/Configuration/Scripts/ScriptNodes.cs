using System.Globalization;
using Pawl.Engine;
using Pawl.Scripting;

namespace Pawl.Host.Configuration;

/// <summary>Where the scripts of nodes are looked for.</summary>
internal enum ScriptPlace
{
    /// <summary>In the folder beside a pipeline's file.</summary>
    BesidePipeline,

    /// <summary>The file is the script.</summary>
    OwnFile,

    /// <summary>Among the versions that are kept, by name and version.</summary>
    Versions,
}

/// <summary>
/// Writes out the nodes of kind <c>lua</c>: each becomes one of the kind that its script makes, wired as the script declares, with a
/// node before it for each input that is a node of its own.
/// </summary>
/// <param name="path">The file of the pipeline, or of the script; of versions the folder of the scripts.</param>
/// <param name="mistakes">Takes what is wrong.</param>
/// <param name="from">Which of these it is.</param>
internal sealed class ScriptNodes(string path, Mistakes mistakes, ScriptPlace from = ScriptPlace.BesidePipeline)
{
    /// <summary>The setting that names the script.</summary>
    public const string Setting = "script";

    private readonly SortedDictionary<string, CheckedScript?> scripts = new(StringComparer.Ordinal);

    /// <summary>The kinds that the scripts make, by their names.</summary>
    public IReadOnlyList<ScriptKind> Kinds => [.. scripts.Values.OfType<CheckedScript>().Select(s => s.Kind)];

    /// <summary>The folder of the scripts.</summary>
    public string Folder => from switch
    {
        ScriptPlace.BesidePipeline => ScriptFolder.Of(path),
        ScriptPlace.OwnFile => Path.GetDirectoryName(path) ?? "",
        _ => path,
    };

    /// <summary>The nodes as the compiler takes them.</summary>
    public IReadOnlyList<NodeDeclaration> WriteOut(IReadOnlyList<NodeDeclaration> nodes) => [.. nodes.SelectMany(n => n.Kind == ScriptKind.Lua ? WriteOut(n) : [n])];

    private IEnumerable<NodeDeclaration> WriteOut(NodeDeclaration node)
    {
        Mistakes own = mistakes.About(node.Id);
        // A node without a kind is one of which the mistake has been told.
        NodeDeclaration unread = node with { Kind = "", IsWhole = false };
        if (node.Arguments.FirstOrDefault(a => a.Name == Setting) is not { } named)
        {
            own.Add(node.KindPlace, $"'script' is missing; add the name of a file in the folder '{ScriptFolder.Name}' beside this one, such as script: moving_average_cross");
            return [unread];
        }

        if (Find(named, own) is not { } script)
        {
            return [unread];
        }

        if (node.Inputs.FirstOrDefault(i => i.Name is null) is { } unnamed)
        {
            own.Add(unnamed.Place, $"the inputs of a script are named; write inputs: {{{string.Join(", ", script.Declaration.Inputs.Select(i => i.Name + ": …"))}}}, or leave them to the script");
            return [unread];
        }

        Place place = new(PathOf(named.Text), script.Declaration.Line, 1);
        ScriptInput[] left = [.. script.Declaration.Inputs.Where(i => node.Inputs.All(given => given.Name != i.Name))];
        return
        [
            .. left.Where(i => i.Kind is not null).Select(i => OwnNode(node, i, place)),
            node with
            {
                Kind = script.Kind.Name,
                Arguments = [.. node.Arguments.Where(a => a != named)],
                Inputs = [.. node.Inputs, .. left.Select(i => new InputDeclaration(i.Name, i.Kind is null ? i.Reference : $"indicator({IdOf(node, i)})", place))],
            },
        ];
    }

    private static NodeDeclaration OwnNode(NodeDeclaration node, ScriptInput input, Place place) => new(IdOf(node, input), input.Kind!, place, place)
    {
        Arguments = [.. input.Settings.Where(s => s.Name != "input").Select(s => new Argument(s.Name, s.Text, place, place))],
        Inputs = [.. input.Settings.Where(s => s.Name == "input").Select(s => new InputDeclaration(null, s.Text, place))],
        Publish = false,
    };

    private string PathOf(string script) => from == ScriptPlace.OwnFile ? path : ScriptFolder.PathOf(script, Folder);

    private ScriptFile? Read(string script, out string mistake) =>
        from switch
        {
            ScriptPlace.OwnFile => ScriptFolder.ReadFile(path, out mistake),
            ScriptPlace.Versions => ScriptFolder.ReadVersion(script, Folder, out mistake),
            _ => ScriptFolder.Read(script, Folder, out mistake),
        };

    /// <summary>No id in a file has a point.</summary>
    private static string IdOf(NodeDeclaration node, ScriptInput input) => $"{node.Id}.{input.Name}";

    private CheckedScript? Find(Argument named, Mistakes own)
    {
        if (scripts.TryGetValue(named.Text, out CheckedScript? known))
        {
            return known;
        }

        CheckedScript? found = null;
        if (Read(named.Text, out string mistake) is not { } file)
        {
            own.Add(named.Place, "script: " + mistake);
        }
        else if (ScriptCheck.Run(file, out Diagnostic? wrong, PathOf(named.Text)) is { } declaration)
        {
            string place = PathOf(named.Text);
            found = new CheckedScript(new ScriptKind(file, declaration) { FindVersion = version => ScriptFolder.Find(file.Name, version, place), Path = place }, declaration);
        }
        else
        {
            mistakes.Add(wrong!);
        }

        scripts.Add(named.Text, found);
        return found;
    }

    private sealed record CheckedScript(ScriptKind Kind, ScriptDeclaration Declaration);
}

/// <summary>Loads a script to see whether it can be used.</summary>
internal static class ScriptCheck
{
    /// <summary>What it declares; null, and the mistake with its place, where it cannot be used.</summary>
    public static ScriptDeclaration? Run(ScriptFile file, out Diagnostic? mistake, string path)
    {
        mistake = null;
        try
        {
            using Script script = Script.Load(file);
            double[] defaults = [.. script.Declaration.Parameters.Select(p => p.Default)];
            script.Prepare(defaults);
            return script.Declaration;
        }
        catch (ScriptException e)
        {
            mistake = Located(e.Message, file, path);
            return null;
        }
    }

    /// <summary>Takes the line out of <c>cross.lua:12: what is wrong</c>.</summary>
    private static Diagnostic Located(string message, ScriptFile file, string path)
    {
        string rest = message.StartsWith(file.FileName + ":", StringComparison.Ordinal) ? message[(file.FileName.Length + 1)..] : message;
        int colon = rest.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && int.TryParse(rest[..colon], NumberStyles.None, CultureInfo.InvariantCulture, out int line)
            ? new Diagnostic(new Place(path, line, 1), rest[(colon + 1)..].Trim())
            : new Diagnostic(new Place(path, 0, 0), rest.Trim());
    }
}
