using System.CommandLine;
using System.Text;
using Pawl.Engine;
using Pawl.Host.Configuration;
using Pawl.Host.Drawing;

namespace Pawl.Host.Commands;

/// <summary>How a graph is drawn.</summary>
internal enum DrawingFormat
{
    Text,
    Dot,
    Svg,
    Html,
    Mermaid,
    Json,
}

/// <summary><c>pawl dag</c>: the graph of a pipeline as a picture.</summary>
internal static class DagCommand
{
    private const int MostNodes = 20_000;

    public static Command Create()
    {
        Argument<string> pipeline = new("PIPELINE") { Description = "The pipeline file (YAML or TOML)." };
        ParsedOption<DrawingFormat> format = Options.Choice<DrawingFormat>("--format",
            "text: a listing. svg: a picture. html: a page to search, zoom and fold. dot: for Graphviz. mermaid: for Markdown. json: for programs. Without it the ending of FILE decides, else it is text.");
        Option<string?> output = new("--out", "-o") { Description = "Write into this file instead of to standard output.", HelpName = "FILE" };
        Verb command = new("dag", "Draw the graph of a pipeline.")
        {
            Examples =
            [
                "pawl dag config/pipelines/us_equity_ticks.yaml",
                "pawl dag config/pipelines/us_equity_ticks.yaml --out graph.html",
                "pawl dag config/pipelines/pair_spread.yaml --format dot | dot -Tpng -o graph.png",
            ],
        };
        command.Add(pipeline);
        command.Add(format);
        command.Add(output);
        command.SetAction(parsed => Run(parsed.GetValue(pipeline)!, parsed.GetValue(format), parsed.GetValue(output)));
        return command;
    }

    private static int Run(string path, DrawingFormat? format, string? output)
    {
        (Graph graph, PipelineFile file) = Pipelines.Load(path);
        DrawnGraph drawn = GraphDrawing.Of(graph, file.Instruments.Count > 0 ? InstrumentSource.OfSurroundings().Describe(file) : "");
        DrawingFormat wanted = format ?? FormatOf(output);
        if (wanted is DrawingFormat.Svg or DrawingFormat.Html && drawn.Nodes.Count > MostNodes)
        {
            throw new FailureException($"{path}: a picture of {drawn.Nodes.Count} nodes is more than a browser shows, at most {MostNodes}; use --format text or json");
        }

        string drawing = Draw(drawn, wanted, toTerminal: output is null && !Console.IsOutputRedirected);
        if (output is null)
        {
            Console.Out.Write(drawing);
        }
        else
        {
            OutputArgument.Prepare(output, file => File.WriteAllText(file, drawing, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)));
        }

        return 0;
    }

    private static DrawingFormat FormatOf(string? output) => Path.GetExtension(output)?.ToUpperInvariant() switch
    {
        ".SVG" => DrawingFormat.Svg,
        ".DOT" or ".GV" => DrawingFormat.Dot,
        ".HTML" or ".HTM" => DrawingFormat.Html,
        ".MMD" or ".MERMAID" => DrawingFormat.Mermaid,
        ".JSON" => DrawingFormat.Json,
        _ => DrawingFormat.Text,
    };

    private static string Draw(DrawnGraph graph, DrawingFormat format, bool toTerminal) => format switch
    {
        DrawingFormat.Dot => DotDrawing.Draw(graph),
        DrawingFormat.Svg => SvgDrawing.Draw(graph),
        DrawingFormat.Html => HtmlDrawing.Draw(graph),
        DrawingFormat.Mermaid => MermaidDrawing.Draw(graph),
        DrawingFormat.Json => JsonDrawing.Draw(graph),
        _ => toTerminal
            ? TextDrawing.Draw(graph, Console.WindowWidth, Console.OutputEncoding.CodePage != Encoding.UTF8.CodePage, !Page.IsPlain)
            : TextDrawing.Draw(graph),
    };
}
