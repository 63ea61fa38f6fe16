using System.CommandLine;

namespace Pawl.Host.Commands;

/// <summary><c>pawl doctor</c>: what is installed, reachable and misconfigured.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        Option<bool> json = new("--json") { Description = "Print as JSON." };
        Verb command = new("doctor", "Check the machine, the terminal and the configuration. Fails where there is a problem.")
        {
            Examples = ["pawl doctor", "pawl doctor --json"],
            Json =
            [
                new("health", "the worst of all checks: ok, warning or problem"),
                new("checks[].group", "what it is listed under"),
                new("checks[].check", "name of the check"),
                new("checks[].health", "ok; warning: it works, but something may be missed or slow; problem: something will not work"),
                new("checks[].text", "what was found"),
                new("checks[].remedy", "what to do; null where nothing needs to be done"),
            ],
        };
        command.Add(json);
        command.SetAction(parsed => Run(parsed.GetValue(json)));
        return command;
    }

    private static int Run(bool json)
    {
        // Whether calendars still reach is asked of today; nothing that computes reads a clock.
        DateTime now = DateTime.UtcNow;
        Finding[] findings =
        [
            .. ProgramChecks.All(now),
            .. MachineChecks.All(),
            .. TerminalChecks.All(),
            .. ConfigurationChecks.All(DateOnly.FromDateTime(now)),
        ];
        Health worst = findings.Max(f => f.Health);
        if (json)
        {
            WriteJson(findings, worst);
        }
        else
        {
            WriteText(findings);
        }

        return worst == Health.Problem ? 1 : 0;
    }

    private static void WriteText(Finding[] findings)
    {
        Page page = Page.OnConsole();
        page.Line($"pawl {VersionAction.Number}, checked from {Configuration.Shown.Plain(Environment.CurrentDirectory, 200)}");
        foreach (IGrouping<string, Finding> group in findings.GroupBy(f => f.Group, StringComparer.Ordinal))
        {
            page.Findings(group.Key, group);
        }

        int problems = findings.Count(f => f.Health == Health.Problem);
        int warnings = findings.Count(f => f.Health == Health.Warning);
        page.Line();
        page.Line(problems + warnings == 0 ? "All is well." : $"{Count(problems, "problem")}, {Count(warnings, "warning")}.");
    }

    private static string Count(int number, string what) => FormattableString.Invariant($"{number} {what}{(number == 1 ? "" : "s")}");

    private static void WriteJson(Finding[] findings, Health worst) => JsonOutput.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("health", Word(worst));
        json.WriteStartArray("checks");
        foreach (Finding finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("group", finding.Group);
            json.WriteString("check", finding.Check);
            json.WriteString("health", Word(finding.Health));
            json.WriteString("text", finding.Text);
            json.WriteString("remedy", finding.Remedy);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static string Word(Health health) => health.ToString().ToLowerInvariant();
}
