using System.Globalization;
using System.Text;

namespace Pawl.Host.Commands;

/// <summary>Completion for bash 4 and later.</summary>
internal static class BashScript
{
    // Words are cut at '=' by bash, so --format=c comes as three of them, and SPY=file completes the file alone.
    private const string Head = """
        # Completion of pawl for bash. In this shell:  source <(pawl completion bash)
        _pawl() {
          local verb='' kind_of_verb='' values_of_verb='' option='' taken=0 takes='' values='' kind='' options='' word i
          local cur="${COMP_WORDS[COMP_CWORD]}" groups='GROUPS'
          [[ "$cur" == '=' ]] && cur=''
          COMPREPLY=()
          for ((i = 1; i < COMP_CWORD; i++)); do
            word="${COMP_WORDS[i]}"
            case "$word" in
              '=') taken=0 ;;
              -?*) option="$word" taken=0 ;;
              *) if [[ -z "$option" && "$groups" == *" $verb "* ]]; then verb="${verb:+$verb }$word"; else taken=$((taken + 1)); fi ;;
            esac
          done
          case "$verb" in

        """;

    private const string Tail = """
            *) return ;;
          esac
          # An option that has its value, or takes none, is behind us.
          if [[ -z "$takes" || ("$takes" == one && "$taken" -gt 0) ]]; then kind="$kind_of_verb" values="$values_of_verb"; fi
          if [[ "$cur" == -* && "$takes$taken" != one0 ]]; then kind=words values="$options"; fi
          case "$kind" in
            words)
              [[ "$values" == *= ]] && compopt -o nospace 2> /dev/null
              mapfile -t COMPREPLY < <(compgen -W "$values" -- "$cur") ;;
            files)
              compopt -o filenames 2> /dev/null
              mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
            folders)
              compopt -o filenames 2> /dev/null
              mapfile -t COMPREPLY < <(compgen -d -- "$cur") ;;
          esac
        }
        complete -F _pawl pawl

        """;

    public static string Write(IReadOnlyList<CompletedVerb> verbs)
    {
        // The program itself, whose name is empty, is one of them.
        string groups = string.Concat(verbs.Where(v => v.HasVerbs).Select(v => $" {v.Name} "));
        StringBuilder script = new(Head.Replace("GROUPS", groups, StringComparison.Ordinal));
        foreach (CompletedVerb verb in verbs)
        {
            script.Append(CultureInfo.InvariantCulture, $"    '{verb.Name}')\n");
            script.Append(CultureInfo.InvariantCulture, $"      options='{string.Join(' ', verb.Options.SelectMany(o => o.Names))}'\n");
            script.Append(CultureInfo.InvariantCulture, $"      {Offer(verb.Arguments, "_of_verb")}\n");
            script.Append("      case \"$option\" in\n");
            foreach (CompletedOption option in verb.Options.Where(o => o.TakesValue))
            {
                script.Append(CultureInfo.InvariantCulture, $"        {string.Join(" | ", option.Names)}) takes={(option.TakesMany ? "many" : "one")} {Offer(option.Values, "")} ;;\n");
            }

            script.Append("      esac ;;\n");
        }

        return script.Append(Tail).ToString();
    }

    private static string Offer(Candidates of, string suffix) =>
        $"kind{suffix}={Word(of.Kind)} values{suffix}='{string.Join(' ', of.Words)}'";

    private static string Word(CandidateKind kind) => kind.ToString().ToLowerInvariant();
}
