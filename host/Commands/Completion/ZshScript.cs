using System.Globalization;
using System.Text;

namespace Pawl.Host.Commands;

/// <summary>Completion for zsh, by its own <c>_arguments</c>.</summary>
internal static class ZshScript
{
    public static string Write(IReadOnlyList<CompletedVerb> verbs)
    {
        StringBuilder script = new("""
            #compdef pawl
            # Completion of pawl for zsh: save it as _pawl in a folder of $fpath, or  source <(pawl completion zsh)
            _pawl() {
              local context state state_descr line
              typeset -A opt_args
              local -a verbs=(

            """);
        foreach (CompletedVerb verb in Below(verbs, ""))
        {
            script.Append(CultureInfo.InvariantCulture, $"    '{verb.Name}:{Quoted(verb.Summary)}'\n");
        }

        script.Append("  )\n  _arguments -C");
        Append(script, verbs[0], "    ");
        script.Append(" \\\n    '1:verb:->verb' '*::argument:->rest'\n  case $state in\n    verb) _describe verb verbs ;;\n    rest)\n      case $line[1] in\n");
        AppendEach(script, verbs, "");

        return script.Append("      esac ;;\n  esac\n}\nif [[ \"$funcstack[1]\" == _pawl ]]; then _pawl \"$@\"; else compdef _pawl pawl; fi\n").ToString();
    }

    /// <summary>The verbs whose names are one word longer than this.</summary>
    private static IEnumerable<CompletedVerb> Below(IReadOnlyList<CompletedVerb> verbs, string start) =>
        verbs.Where(v => v.Name.Length > 0 && v.Name.StartsWith(start, StringComparison.Ordinal) && !v.Name[start.Length..].Contains(' ', StringComparison.Ordinal));

    private static void AppendEach(StringBuilder script, IReadOnlyList<CompletedVerb> verbs, string start)
    {
        foreach (CompletedVerb verb in Below(verbs, start))
        {
            if (verb.HasVerbs)
            {
                AppendGroup(script, verb, verbs);
            }
            else
            {
                AppendVerb(script, verb, verb.Words[^1], "        ");
            }
        }
    }

    private static void AppendGroup(StringBuilder script, CompletedVerb group, IReadOnlyList<CompletedVerb> verbs)
    {
        script.Append(CultureInfo.InvariantCulture, $"        {group.Words[^1]})\n          if ((CURRENT == 2)); then compadd -- {string.Join(' ', group.Arguments.Words)}; return; fi\n");
        script.Append("          shift words; ((CURRENT--))\n          case $words[1] in\n");
        AppendEach(script, verbs, group.Name + " ");
        script.Append("          esac ;;\n");
    }

    private static void AppendVerb(StringBuilder script, CompletedVerb verb, string word, string indent)
    {
        script.Append(CultureInfo.InvariantCulture, $"{indent}{word})\n{indent}  _arguments");
        Append(script, verb, indent + "    ");
        script.Append(verb.Arguments.Kind == CandidateKind.None ? "" : $" \\\n{indent}    '*:argument:{Action(verb.Arguments)}'").Append(" ;;\n");
    }

    private static void Append(StringBuilder script, CompletedVerb verb, string indent)
    {
        foreach (CompletedOption option in verb.Options)
        {
            string value = !option.TakesValue ? "" : $":{(option.TakesMany ? "*-*:" : "")}{Quoted(option.ValueName)}:{Action(option.Values)}";
            foreach (string name in option.Names)
            {
                string others = option.IsRepeated ? "*" : $"({string.Join(' ', option.Names)})";
                script.Append(CultureInfo.InvariantCulture, $" \\\n{indent}'{others}{name}{(option.TakesValue && name.StartsWith("--", StringComparison.Ordinal) ? "=" : "")}[{Quoted(option.Summary)}]{value}'");
            }
        }
    }

    private static string Action(Candidates of) => of.Kind switch
    {
        CandidateKind.Words when of.Words.Any(w => w.EndsWith('=')) => $"{{compadd -S \"\" -- {string.Join(' ', of.Words)}}}",
        CandidateKind.Words => $"({string.Join(' ', of.Words)})",
        CandidateKind.Files => "_files",
        CandidateKind.Folders => "_files -/",
        _ => "",
    };

    /// <summary>Text inside single quotes, a colon or a bracket of which would end it for zsh.</summary>
    private static string Quoted(string text) => text
        .Replace("'", "’", StringComparison.Ordinal)
        .Replace("[", "\\[", StringComparison.Ordinal)
        .Replace("]", "\\]", StringComparison.Ordinal)
        .Replace(":", "\\:", StringComparison.Ordinal);
}
