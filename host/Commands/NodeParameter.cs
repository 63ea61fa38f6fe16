using System.CommandLine;
using Pawl.Engine;
using Pawl.Host.Configuration;
using Argument = Pawl.Engine.Argument;

namespace Pawl.Host.Commands;

/// <summary>A parameter of a node that the command line gives, over what the pipeline says of it.</summary>
/// <param name="Node">The id of the node.</param>
/// <param name="Name">The parameter.</param>
/// <param name="Text">Its value as it would be written into the pipeline.</param>
/// <param name="Written">The option as it was given, for errors.</param>
internal sealed record NodeParameter(string Node, string Name, string Text, string Written)
{
    private const string Form = "write NODE.PARAMETER=VALUE such as fast.period=9";

    /// <summary>The option by which a verb takes them.</summary>
    public static Option<string[]> Option() => new("--param")
    {
        Description = "Give a parameter of a node, over what the pipeline says of it; may be repeated.",
        HelpName = "NODE.PARAMETER=VALUE",
    };

    /// <exception cref="UsageException">It is written otherwise.</exception>
    public static NodeParameter Parse(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            throw new UsageException($"--param {Shown.Of(text)}: there is no value; {Form}");
        }

        return Of(text[..equals], text[(equals + 1)..], "--param");
    }

    /// <param name="path">Node and parameter.</param>
    /// <param name="value">The value.</param>
    /// <param name="option">The option that says so.</param>
    /// <exception cref="UsageException">The path is none.</exception>
    public static NodeParameter Of(string path, string value, string option)
    {
        string written = Shown.Plain($"{option} {path}={value}", 200);
        string[] parts = path.Split('.');
        return parts.Length == 2 && parts.All(p => p.Length > 0)
            ? new NodeParameter(parts[0], parts[1], value, written)
            : throw new UsageException($"{written}: {Shown.Of(path)} does not name a node and its parameter; {Form}");
    }

    /// <summary>The nodes with these parameters in place of their own.</summary>
    /// <exception cref="UsageException">There is no such node.</exception>
    public static IReadOnlyList<NodeDeclaration> Apply(IReadOnlyList<NodeParameter> parameters, IReadOnlyList<NodeDeclaration> nodes)
    {
        List<NodeDeclaration> changed = [.. nodes];
        foreach (NodeParameter parameter in parameters)
        {
            int at = changed.FindIndex(n => n.Id == parameter.Node);
            if (at < 0)
            {
                string meant = Nearest.Of(parameter.Node, nodes.Select(n => n.Id)) is { } nearest ? $"did you mean '{nearest}'?" : "'pawl dag' shows the nodes";
                throw new UsageException($"{parameter.Written}: the pipeline has no node {Shown.Of(parameter.Node)}; {meant}");
            }

            Place place = new(parameter.Written, 0, 0);
            changed[at] = changed[at] with
            {
                Arguments = [.. changed[at].Arguments.Where(a => a.Name != parameter.Name), new Argument(parameter.Name, parameter.Text, place, place)],
            };
        }

        return changed;
    }
}
