using System.Globalization;
using System.Text;

namespace Pawl.Host.Commands;

/// <summary>Completion for fish.</summary>
internal static class FishScript
{
    public static string Write(IReadOnlyList<CompletedVerb> verbs)
    {
        StringBuilder script = new("# Completion of pawl for fish: save it as ~/.config/fish/completions/pawl.fish, or  pawl completion fish | source\ncomplete -c pawl -f\n");
        foreach (CompletedVerb verb in verbs)
        {
            string when = verb.Name.Length == 0 ? "__fish_use_subcommand" : $"__fish_seen_subcommand_from {verb.Name}";
            foreach (CompletedOption option in verb.Options)
            {
                string names = string.Concat(option.Names.Select(n => n.StartsWith("--", StringComparison.Ordinal) ? $" -l {n[2..]}" : $" -s {n[1..]}"));
                string value = !option.TakesValue ? "" : " " + Offer(option.Values, required: true);
                script.Append(CultureInfo.InvariantCulture, $"complete -c pawl -n '{when}'{names}{value} -d '{Quoted(option.Summary)}'\n");
            }

            if (verb.Name.Length == 0)
            {
                foreach (CompletedVerb each in verbs.Skip(1))
                {
                    script.Append(CultureInfo.InvariantCulture, $"complete -c pawl -n '{when}' -a {each.Name} -d '{Quoted(each.Summary)}'\n");
                }
            }
            else if (verb.Arguments.Kind != CandidateKind.None)
            {
                script.Append(CultureInfo.InvariantCulture, $"complete -c pawl -n '{when}' {Offer(verb.Arguments, required: false)}\n");
            }
        }

        return script.ToString();
    }

    private static string Offer(Candidates of, bool required) => of.Kind switch
    {
        CandidateKind.Words => $"{(required ? "-x " : "")}-a '{string.Join(' ', of.Words)}'",
        CandidateKind.Files => required ? "-r -F" : "-F",
        CandidateKind.Folders => $"{(required ? "-x " : "")}-a '(__fish_complete_directories)'",
        _ => "-x",
    };

    private static string Quoted(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
}
