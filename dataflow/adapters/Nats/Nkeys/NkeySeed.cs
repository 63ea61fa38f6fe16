using System.Buffers.Text;
using System.Text;

namespace Pawl.Nats.Nkeys;

/// <summary>
/// The secret of a user who logs in by an nkey: he signs what the server says, and the server knows his public key alone. As text it is base32 of two
/// bytes that say what it is, 32 bytes, and a checksum.
/// </summary>
public sealed class NkeySeed
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int SeedPrefix = 18 << 3;
    private const int UserPrefix = 20 << 3;
    private const int PrefixBytes = 2;
    private const int SumBytes = 2;
    private const int MostBytes = 4096;

    private readonly byte[] secret;

    private NkeySeed(byte[] secret, string publicKey) => (this.secret, PublicKey) = (secret, publicKey);

    /// <summary>The public key, as a server's configuration has it.</summary>
    public string PublicKey { get; }

    /// <summary>Reads the seed of a user.</summary>
    /// <exception cref="FormatException">It is none, or this machine cannot sign; the message is one line, and never has the seed in it.</exception>
    public static NkeySeed Parse(string text)
    {
        byte[] bytes = Decode(text.Trim());
        if (bytes.Length != PrefixBytes + Ed25519.SeedBytes + SumBytes)
        {
            throw new FormatException($"a seed has 58 letters, and this has {text.Trim().Length}");
        }

        ReadOnlySpan<byte> content = bytes.AsSpan(..^SumBytes);
        if (Sum(content) != (bytes[^2] | (bytes[^1] << 8)))
        {
            throw new FormatException("its checksum is wrong: a letter of the seed is not what it was; copy the seed anew");
        }

        int of = ((bytes[0] & 7) << 5) | (bytes[1] >> 3);
        if ((bytes[0] & 0xF8) != SeedPrefix)
        {
            throw new FormatException(bytes[0] == UserPrefix ? "this is the public key of a user, which begins with U; its seed begins with SU" : "this is no seed; the seed of a user begins with SU");
        }

        if (of != UserPrefix)
        {
            throw new FormatException($"this is the seed of another thing than a user; the seed of a user begins with SU, and this with {text.Trim()[..2]}");
        }

        byte[] key = [.. content[PrefixBytes..]];
        return new NkeySeed(key, PublicText(Ed25519.OfThisMachine().PublicKey(key)));
    }

    /// <summary>Reads the file that holds the seed of a user.</summary>
    /// <exception cref="FormatException">It is not there, or holds none; the message is one line with its name.</exception>
    public static NkeySeed ReadFile(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            byte[] bytes = new byte[MostBytes];
            int count = file.ReadAtLeast(bytes, MostBytes, throwOnEndOfStream: false);
            return Parse(Encoding.ASCII.GetString(bytes.AsSpan(0, count)));
        }
        catch (Exception mistake) when (mistake is FormatException or IOException or UnauthorizedAccessException)
        {
            string why = mistake is FormatException ? mistake.Message : mistake is UnauthorizedAccessException ? "it may not be read" : mistake is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : mistake.Message;
            throw new FormatException($"{path}: {why}", mistake);
        }
    }

    /// <summary>The signature of what the server says, as it wants it.</summary>
    public string Sign(string nonce) => Base64Url.EncodeToString(Ed25519.OfThisMachine().SignWith(secret, Encoding.UTF8.GetBytes(nonce)));

    /// <summary>The public key alone.</summary>
    public override string ToString() => PublicKey;

    private static string PublicText(byte[] key)
    {
        byte[] content = [UserPrefix, .. key];
        int sum = Sum(content);
        return Encode([.. content, (byte)sum, (byte)(sum >> 8)]);
    }

    private static byte[] Decode(string text)
    {
        List<byte> bytes = [];
        int bits = 0, held = 0;
        foreach (char letter in text)
        {
            int value = Letters.IndexOf(letter, StringComparison.Ordinal);
            if (value < 0)
            {
                throw new FormatException("a seed has the letters A to Z and 2 to 7 alone, on one line; here is something else");
            }

            held = ((held << 5) | value) & 0xFFF;
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes.Add((byte)(held >> bits));
            }
        }

        return [.. bytes];
    }

    private static string Encode(ReadOnlySpan<byte> bytes)
    {
        StringBuilder text = new();
        int bits = 0, held = 0;
        foreach (byte one in bytes)
        {
            held = ((held << 8) | one) & 0xFFF;
            for (bits += 8; bits >= 5; bits -= 5)
            {
                text.Append(Letters[(held >> (bits - 5)) & 31]);
            }
        }

        return bits == 0 ? text.ToString() : text.Append(Letters[(held << (5 - bits)) & 31]).ToString();
    }

    /// <summary>CRC-16 with the polynomial 0x1021, from 0.</summary>
    private static int Sum(ReadOnlySpan<byte> bytes)
    {
        int sum = 0;
        foreach (byte one in bytes)
        {
            sum ^= one << 8;
            for (int i = 0; i < 8; i++)
            {
                sum = (sum & 0x8000) != 0 ? ((sum << 1) ^ 0x1021) & 0xFFFF : sum << 1;
            }
        }

        return sum;
    }
}
