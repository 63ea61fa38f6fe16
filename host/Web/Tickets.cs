using System.Security.Cryptography;

namespace Pawl.Host.Web;

/// <summary>
/// Lets a browser open the WebSocket, where it can send no key: a random word that is good for a short while and once, got
/// with the key by HTTP.
/// </summary>
/// <param name="clock">Time that has passed since any beginning.</param>
public sealed class Tickets(Func<TimeSpan> clock)
{
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(30);

    private const int Most = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, (Right Rights, TimeSpan Ends)> given = new(StringComparer.Ordinal);

    /// <summary>A new ticket; null where too many are waiting to be used.</summary>
    public string? Give(Right rights)
    {
        lock (gate)
        {
            TimeSpan now = clock();
            if (given.Count >= Most)
            {
                foreach (string old in given.Where(g => g.Value.Ends <= now).Select(g => g.Key).ToArray())
                {
                    given.Remove(old);
                }
            }

            if (given.Count >= Most)
            {
                return null;
            }

            string ticket = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
            given.Add(ticket, (rights, now + Life));
            return ticket;
        }
    }

    /// <summary>Uses a ticket up; nothing where there is none of that name, or its time has passed.</summary>
    public Right Take(string ticket)
    {
        lock (gate)
        {
            return given.Remove(ticket, out (Right Rights, TimeSpan Ends) found) && found.Ends > clock() ? found.Rights : Right.None;
        }
    }
}
