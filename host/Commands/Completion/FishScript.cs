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
            string when = verb.Name.Length == 0 ? "__fish_use_subcommand" : string.Join("; and ", verb.Words.Select(w => $"__fish_seen_subcommand_from {w}"));
            foreach (CompletedOption option in verb.Options)
            {
                string names = string.Concat(option.Names.Select(n => n.StartsWith("--", StringComparison.Ordinal) ? $" -l {n[2..]}" : $" -s {n[1..]}"));
                string value = !option.TakesValue ? "" : " " + Offer(option.Values, required: true);
                script.Append(CultureInfo.InvariantCulture, $"complete -c pawl -n '{when}'{names}{value} -d '{Quoted(option.Summary)}'\n");
            }

            if (verb.HasVerbs)
            {
                string none = verb.Name.Length == 0 ? when : $"{when}; and not __fish_seen_subcommand_from {string.Join(' ', verb.Arguments.Words)}";
                foreach (string own in verb.Arguments.Words)
                {
                    CompletedVerb each = verbs.First(v => v.Name == $"{verb.Name} {own}".Trim());
                    script.Append(CultureInfo.InvariantCulture, $"complete -c pawl -n '{none}' -a {own} -d '{Quoted(each.Summary)}'\n");
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
