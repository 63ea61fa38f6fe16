using System.CommandLine;
using System.CommandLine.Invocation;
using System.Runtime.InteropServices;
using Pawl.Candles.Sessions;

namespace Pawl.Host.Commands;

/// <summary><c>pawl --version</c>: one line, or with <c>--json</c> what a report of a mistake needs.</summary>
internal sealed class VersionAction(Option<bool> json) : SynchronousCommandLineAction
{
    public static string Number { get; } = typeof(VersionAction).Assembly.GetName().Version!.ToString(3);

    public static IReadOnlyList<JsonField> Fields { get; } =
    [
        new("version", "version of pawl"),
        new("runtime", "version of .NET"),
        new("platform", "operating system and processor, such as linux-x64"),
        new("time_zones", "version of the tz database that comes with it"),
    ];

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        if (!parseResult.GetValue(json))
        {
            Console.WriteLine("pawl " + Number);
            return 0;
        }

        JsonOutput.Write(to =>
        {
            to.WriteStartObject();
            to.WriteString("version", Number);
            to.WriteString("runtime", Environment.Version.ToString());
            to.WriteString("platform", RuntimeInformation.RuntimeIdentifier);
            to.WriteString("time_zones", TimeZones.Version);
            to.WriteEndObject();
        });
        return 0;
    }
}
