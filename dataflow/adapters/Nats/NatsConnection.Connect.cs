using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Pawl.Nats.Protocol;

namespace Pawl.Nats;

// From the first byte to a server that has let this client in.
public sealed partial class NatsConnection
{
    /// <summary>Connects and logs in.</summary>
    /// <exception cref="NatsException">It could not be done; the message says at which step, with the address and without passwords.</exception>
    public static async Task<NatsConnection> ConnectAsync(NatsOptions options, CancellationToken cancel = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(options.ConnectTimeout);
        Stream? opened = null;
        try
        {
            Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            opened = new NetworkStream(await Open(socket, options, limit.Token), ownsSocket: true);
            FrameReader frames = new();
            ServerInfo info = ServerInfo.Read((await Read(opened, frames, ServerOp.Info, limit.Token)).Text);
            if (info.DemandsTls || options.Tls)
            {
                opened = await Secure(opened, frames, options, info, limit.Token);
            }

            await opened.WriteAsync(Greeting(options, info), limit.Token);
            NatsConnection connection = new(options, opened, frames, info);
            await Read(opened, frames, ServerOp.Pong, limit.Token);
            connection.Start();
            return connection;
        }
        catch (Exception e)
        {
            if (opened is not null)
            {
                await opened.DisposeAsync();
            }

            cancel.ThrowIfCancellationRequested();
            throw e switch
            {
                OperationCanceledException => new NatsException($"{options}: no answer within {options.ConnectTimeout.TotalSeconds:0.###} s", e),
                SocketException s => new NatsException($"{options}: cannot be reached: {s.Message}", e),
                AuthenticationException => new NatsRefusedException($"{options}: the server's certificate is not the one expected: {e.InnerException?.Message ?? e.Message}", e),
                IOException => new NatsException($"{options}: the server closed the connection before it let this program in", e),
                NatsRefusedException => new NatsRefusedException($"{options}: {e.Message}", e),
                NatsException => new NatsException($"{options}: {e.Message}", e),
                _ => e,
            };
        }
    }

    private static async Task<Socket> Open(Socket socket, NatsOptions options, CancellationToken cancel)
    {
        try
        {
            await socket.ConnectAsync(options.Host, options.Port, cancel);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Waits for one thing that the server has to say; it may say that it is there meanwhile.</summary>
    private static async Task<ServerFrame> Read(Stream stream, FrameReader reader, ServerOp awaited, CancellationToken cancel)
    {
        while (true)
        {
            while (reader.TryRead(out ServerFrame frame))
            {
                if (frame.Op == awaited)
                {
                    return frame;
                }

                if (frame.Op == ServerOp.Error)
                {
                    string words = Encoding.UTF8.GetString(frame.Text.Span).Trim();
                    throw words.Contains("Authorization", StringComparison.OrdinalIgnoreCase) ? new NatsRefusedException($"the server says {words}") : new NatsException($"the server says {words}");
                }

                if (frame.Op is not (ServerOp.Info or ServerOp.Ok))
                {
                    throw new NatsException("the server does not greet as a NATS server does");
                }
            }

            int count = await stream.ReadAsync(reader.Room(), cancel);
            reader.Take(count > 0 ? count : throw new IOException("the connection was closed"));
        }
    }

    private static async Task<Stream> Secure(Stream stream, FrameReader reader, NatsOptions options, ServerInfo info, CancellationToken cancel)
    {
        if (!info.OffersTls)
        {
            throw new NatsException("the server offers no TLS; write nats:// where that is meant to be so");
        }

        if (!reader.IsEmpty)
        {
            // Whatever was said before TLS may be anybody's.
            throw new NatsException("the server spoke on before TLS");
        }

        SslStream secure = new(stream);
        await secure.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = options.Host,
                ClientCertificates = options.Certificate is { } own ? [own] : null,
                CertificateChainPolicy = options.Authority is { } authority
                    ? new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { authority }, RevocationMode = X509RevocationMode.NoCheck }
                    : null,
            },
            cancel);
        return secure;
    }

    private static byte[] Greeting(NatsOptions options, ServerInfo info)
    {
        if (options.Nkey is not null && info.Nonce is null)
        {
            throw new NatsRefusedException("the server knows no user by an nkey; write the public key into its configuration, or log in by password, token or certificate");
        }

        using MemoryStream text = new();
        text.Write("CONNECT "u8);
        using (Utf8JsonWriter json = new(text))
        {
            json.WriteStartObject();
            json.WriteBoolean("verbose", false);
            json.WriteBoolean("pedantic", false);
            json.WriteBoolean("headers", true);
            json.WriteBoolean("no_responders", true);
            json.WriteNumber("protocol", 1);
            json.WriteString("lang", "pawl");
            json.WriteString("version", typeof(NatsConnection).Assembly.GetName().Version?.ToString(3) ?? "0");
            json.WriteString("name", options.Name);
            json.WriteBoolean("tls_required", options.Tls);
            foreach ((string name, string? value) in new[] { ("user", options.User), ("pass", options.Password), ("auth_token", options.Token), ("nkey", options.Nkey?.PublicKey), ("sig", options.Nkey?.Sign(info.Nonce!)) })
            {
                if (value is not null)
                {
                    json.WriteString(name, value);
                }
            }

            json.WriteEndObject();
        }

        text.Write("\r\nPING\r\n"u8);
        return text.ToArray();
    }
}
