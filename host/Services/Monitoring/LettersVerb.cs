using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Pawl.Host.Commands;
using Pawl.Host.Configuration;

namespace Pawl.Host.Services.Monitoring;

/// <summary><c>pawl monitor nats letters</c>: what was refused, why, and once more to where it came from.</summary>
internal static class LettersVerb
{
    private const int LongestContent = 400;

    public static Verb Create()
    {
        SettingOptions settings = new();
        Option<string?> replay = new("--replay") { Description = "Send this letter, by its number, or all of them once more to where they came from, and remove them: for when what refused them was mended.", HelpName = "N|all" };
        Option<bool> json = new("--json") { Description = "Print as JSON." };
        Verb verb = new("letters", "Show what was refused, with the reason, or send it once more.")
        {
            Json =
            [
                new("[].number", "its number"),
                new("[].subject", "what it was sent on"),
                new("[].place", "where it stood"),
                new("[].reason", "why it was refused"),
                new("[].content", "what it says"),
            ],
            Examples = ["pawl monitor nats letters", "pawl monitor nats letters --replay 7", "pawl monitor nats letters --replay all"],
        };
        verb.Add(replay);
        verb.Add(json);
        settings.AddTo(verb);
        verb.SetAction(parsed =>
        {
            NatsSettings nats = NatsSettings.Of(settings.Read(parsed), "monitor");
            string? which = parsed.GetValue(replay);
            long number = which is null or "all" ? 0
                : long.TryParse(which, NumberStyles.None, CultureInfo.InvariantCulture, out long one) && one > 0 ? one
                : throw new UsageException($"--replay {Shown.Of(which)}: write the number of a letter, or all");
            IReadOnlyList<RefusedLetter> letters = [];
            MonitorCommand.Run(async () =>
            {
                await using NatsSystem system = new(nats);
                letters = await system.LettersAsync(Interruption.Token);
                if (which is not null)
                {
                    letters = number == 0 ? letters : [letters.FirstOrDefault(l => l.Number == number) ?? throw new FailureException($"there is no letter {number}; 'pawl monitor nats letters' lists them")];
                    foreach (RefusedLetter letter in letters)
                    {
                        await system.SendAgainAsync(letter, Interruption.Token);
                    }
                }
            });
            if (parsed.GetValue(json))
            {
                JsonOutput.Write(to => Write(to, letters));
            }
            else
            {
                WriteText(letters, which is not null);
            }

            return 0;
        });
        return verb;
    }

    private static void WriteText(IReadOnlyList<RefusedLetter> letters, bool sent)
    {
        foreach (RefusedLetter letter in letters)
        {
            Console.WriteLine($"{letter.Number} {Shown.Plain(letter.Subject, LongestContent)} ({Shown.Plain(letter.Place, LongestContent)}): {Shown.Plain(letter.Reason, LongestContent)}");
            Console.WriteLine($"    {Shown.Plain(Encoding.UTF8.GetString(letter.Content.Span), LongestContent)}");
        }

        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{letters.Count} letters{(sent ? " sent once more and removed" : "")}"));
    }

    private static void Write(Utf8JsonWriter to, IReadOnlyList<RefusedLetter> letters)
    {
        to.WriteStartArray();
        foreach (RefusedLetter letter in letters)
        {
            to.WriteStartObject();
            to.WriteNumber("number", letter.Number);
            to.WriteString("subject", letter.Subject);
            to.WriteString("place", letter.Place);
            to.WriteString("reason", letter.Reason);
            to.WriteString("content", Encoding.UTF8.GetString(letter.Content.Span));
            to.WriteEndObject();
        }

        to.WriteEndArray();
    }
}
