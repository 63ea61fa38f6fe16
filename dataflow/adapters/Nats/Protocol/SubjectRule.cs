namespace Pawl.Nats.Protocol;

/// <summary>What may be sent as a subject: checked here, for a space or a line break in one would be read as the next command.</summary>
internal static class SubjectRule
{
    private const int Longest = 1024;

    /// <exception cref="ArgumentException">Nothing can be published on it.</exception>
    public static void CheckLiteral(string subject) => Check(subject, wildcards: false);

    /// <exception cref="ArgumentException">Nothing can be subscribed to by it.</exception>
    public static void CheckPattern(string pattern) => Check(pattern, wildcards: true);

    private static void Check(string subject, bool wildcards)
    {
        if (subject.Length is 0 or > Longest || subject.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw new ArgumentException($"a subject has 1 to {Longest} printable ASCII characters without spaces; this one has {subject.Length} characters", nameof(subject));
        }

        string[] tokens = subject.Split('.');
        for (int i = 0; i < tokens.Length; i++)
        {
            string token = tokens[i];
            bool isWildcard = token == "*" || (token == ">" && i == tokens.Length - 1);
            if (token.Length == 0 || (token.AsSpan().IndexOfAny('*', '>') >= 0 && !(wildcards && isWildcard)))
            {
                throw new ArgumentException($"'{subject}' is no subject {(wildcards ? "to subscribe to" : "to publish on")}: look at its part {i + 1}", nameof(subject));
            }
        }
    }
}
