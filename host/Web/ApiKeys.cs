using System.Security.Cryptography;
using System.Text;
using Pawl.Host.Commands;
using Pawl.Host.Configuration;

namespace Pawl.Host.Web;

/// <summary>What a caller may do.</summary>
[Flags]
public enum Right
{
    None = 0,
    /// <summary>To see the market, signals and positions.</summary>
    Read = 1,

    /// <summary>To stop trading and to allow it again; who may do that sees the orders, too.</summary>
    Trade = 2,

    /// <summary>To see orders, their fills and the account.</summary>
    Orders = 4,

    /// <summary>To bring ticks, and nothing else.</summary>
    Ingest = 8,
}

/// <summary>A key that programs and people show, as it is kept: its hash alone.</summary>
/// <param name="Name">Whose it is.</param>
/// <param name="Rights">What it allows.</param>
/// <param name="Hash">SHA-256 of it.</param>
public sealed record ApiKey(string Name, Right Rights, byte[] Hash)
{
    /// <summary>By this it signs what it sends, instead of being shown; null where it is shown. It has to be kept as it is.</summary>
    public string? Secret { get; init; }
}

/// <summary>
/// The keys of a file: a line for each with name, rights and hash. A key is 256 random bits, so that its plain hash cannot be guessed from.
/// Of one that signs the file has the key itself, since a signature cannot be checked otherwise.
/// </summary>
public sealed class ApiKeys
{
    private const int MostKeys = 1_000;
    private const string Prefix = "pawl_";
    private const string HashMark = "sha256:";
    private const string SecretMark = "hmac:";

    private static readonly (string Word, Right Right)[] Words = [("read", Right.Read), ("orders", Right.Orders), ("trade", Right.Trade), ("ingest", Right.Ingest)];

    private readonly IReadOnlyList<ApiKey> keys;

    public ApiKeys(IReadOnlyList<ApiKey> keys) => this.keys = keys;

    public static ApiKeys None { get; } = new([]);

    /// <summary>Whether there are any.</summary>
    public bool Any => keys.Count > 0;

    public IReadOnlyList<ApiKey> All => keys;

    /// <summary>Makes a key, and the line under which it is kept.</summary>
    public static (string Key, string Line) Make(string name, Right rights)
    {
        string key = NewKey();
        string words = string.Join(',', Words.Where(w => rights.HasFlag(w.Right)).Select(w => w.Word));
        return (key, $"{name} {words} {HashMark}{Convert.ToHexStringLower(HashOf(key))}");
    }

    /// <summary>Makes a key that brings ticks and signs them, and the line under which it is kept.</summary>
    public static (string Key, string Line) MakeSecret(string name)
    {
        string key = NewKey();
        return (key, $"{name} ingest {SecretMark}{key}");
    }

    private static string NewKey() => Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>The key of a name; null where there is none.</summary>
    public ApiKey? Named(string name) => keys.FirstOrDefault(k => k.Name == name);

    /// <summary>The key that somebody shows; null where it is none of these.</summary>
    public ApiKey? Find(string shown)
    {
        byte[] hash = HashOf(shown);
        ApiKey? found = null;
        foreach (ApiKey key in keys)
        {
            // All are compared, each to its end, so that time tells nothing.
            found = CryptographicOperations.FixedTimeEquals(hash, key.Hash) ? key : found;
        }

        return found;
    }

    /// <summary>Reads a file of keys.</summary>
    /// <exception cref="FailureException">It cannot be read, or a line is wrong.</exception>
    public static ApiKeys Read(string path)
    {
        List<ApiKey> read = [];
        List<string> mistakes = [];
        int number = 0;
        foreach (string text in Lines(path))
        {
            number++;
            string line = text.Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (Parse(line) is { } key && read.TrueForAll(k => k.Name != key.Name))
            {
                read.Add(key);
            }
            else
            {
                mistakes.Add($"{path}:{number}:1: {Shown.Of(line.Split(' ')[0])} is no key, or is there twice; write lines as 'pawl key NAME' prints them: NAME read[,orders][,trade] sha256:HASH, NAME ingest sha256:HASH or NAME ingest hmac:KEY");
            }
        }

        return mistakes.Count > 0 ? throw new FailureException(mistakes)
            : read.Count is 0 or > MostKeys ? throw new FailureException($"{path}: has {read.Count} keys, and should have 1 to {MostKeys}; 'pawl key NAME >> FILE' adds one")
            : new ApiKeys(read);
    }

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FailureException($"{path}: the keys of setting web.keys cannot be read: {e.Message}; make the file with 'pawl key NAME >> FILE'");
        }
    }

    private static ApiKey? Parse(string line)
    {
        string[] parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Right rights = parts.Length == 3 ? RightsOf(parts[1]) : Right.None;
        if (rights == Right.Ingest && parts[2].StartsWith(SecretMark + Prefix, StringComparison.Ordinal) && IsHash(parts[2][(SecretMark.Length + Prefix.Length)..]))
        {
            return new ApiKey(parts[0], rights, []) { Secret = parts[2][SecretMark.Length..] };
        }

        return (rights & (Right.Read | Right.Ingest)) != Right.None && parts[2].StartsWith(HashMark, StringComparison.Ordinal) && IsHash(parts[2][HashMark.Length..])
            ? new ApiKey(parts[0], rights, Convert.FromHexString(parts[2].AsSpan(HashMark.Length))) : null;
    }

    private static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigit);

    /// <summary>What words allow; nothing where one of them is none.</summary>
    private static Right RightsOf(string words)
    {
        Right rights = Right.None;
        foreach (string word in words.Split(','))
        {
            if (Array.FindIndex(Words, w => w.Word == word) is not (>= 0 and var at))
            {
                return Right.None;
            }

            rights |= Words[at].Right;
        }

        return rights.HasFlag(Right.Trade) ? rights | Right.Orders : rights;
    }

    private static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
