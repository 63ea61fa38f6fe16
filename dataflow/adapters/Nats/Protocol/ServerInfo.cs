using System.Text.Json;

namespace Pawl.Nats.Protocol;

/// <summary>What a server tells of itself in its greeting.</summary>
/// <param name="Version">Its version.</param>
/// <param name="MaxPayload">How long a message may be, with its headers.</param>
/// <param name="DemandsTls">Whether it goes on by TLS only.</param>
/// <param name="OffersTls">Whether it can go on by TLS.</param>
/// <param name="IsLeaving">Whether it will soon be gone.</param>
internal sealed record ServerInfo(string Version, int MaxPayload, bool DemandsTls, bool OffersTls, bool IsLeaving, string? Nonce)
{
    /// <exception cref="NatsException">It is no greeting.</exception>
    public static ServerInfo Read(ReadOnlyMemory<byte> json)
    {
        const int Largest = 64 << 20;
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8 });
            JsonElement root = document.RootElement;
            int maxPayload = root.GetProperty("max_payload").GetInt32();
            bool hasHeaders = IsTrue(root, "headers");
            return maxPayload is <= 0 or > Largest ? throw new NatsException($"the server allows messages of {maxPayload} bytes; 1 to {Largest} can be used")
                : !hasHeaders ? throw new NatsException("the server knows no headers; nats-server 2.9 or later does")
                : new ServerInfo(root.GetProperty("version").GetString() ?? "", maxPayload, IsTrue(root, "tls_required"), IsTrue(root, "tls_required") || IsTrue(root, "tls_available"), IsTrue(root, "ldm"),
                    root.TryGetProperty("nonce", out JsonElement nonce) ? nonce.GetString() : null);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new NatsException("what answers there greets unlike a NATS server", e);
        }
    }

    private static bool IsTrue(JsonElement root, string name) => root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.True;
}
