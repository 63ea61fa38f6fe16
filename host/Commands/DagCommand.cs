using System.CommandLine;
using System.Text;
using Pawl.Engine;
using Pawl.Host.Drawing;

namespace Pawl.Host.Commands;

/// <summary>How a graph is drawn.</summary>
internal enum DrawingFormat
{
    Text,
    Dot,
    Svg,
}

/// <summary><c>pawl dag</c>: the graph of a pipeline as a picture.</summary>
internal static class DagCommand
{
    public static Command Create()
    {
        Argument<string> pipeline = new("PIPELINE") { Description = "The pipeline file (YAML or TOML)." };
        Option<DrawingFormat?> format = Options.Choice<DrawingFormat>("--format",
            "text: a listing. dot: for Graphviz. svg: a picture for browsers. Without it the ending of FILE decides, else it is text.");
        Option<string?> output = new("--out", "-o") { Description = "Write into this file instead of to standard output.", HelpName = "FILE" };
        Verb command = new("dag", "Draw the graph of a pipeline.")
        {
            Examples =
            [
                "pawl dag config/pipelines/us_equity_ticks.yaml",
                "pawl dag config/pipelines/us_equity_ticks.yaml --out graph.svg",
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
        (Graph graph, _) = Pipelines.Load(path);
        string drawing = Draw(GraphDrawing.Of(graph), format ?? FormatOf(output), toTerminal: output is null && !Console.IsOutputRedirected);
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
        _ => DrawingFormat.Text,
    };

    private static string Draw(DrawnGraph graph, DrawingFormat format, bool toTerminal) => format switch
    {
        DrawingFormat.Dot => DotDrawing.Draw(graph),
        DrawingFormat.Svg => SvgDrawing.Draw(graph),
        _ => toTerminal
            ? TextDrawing.Draw(graph, Console.WindowWidth, ascii: Console.OutputEncoding.CodePage != Encoding.UTF8.CodePage)
            : TextDrawing.Draw(graph),
    };
}
