using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pawl.Host.Commands;

namespace Pawl.Host.Web;

/// <summary>The HTTP server: Kestrel, its limits, and one handler for everything.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private const int HeaderBytes = 16 * 1024;
    private const int Headers = 64;
    private const int PortsTried = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly WebApplication application;
    private readonly string scheme;

    private WebServer(WebApplication application, IPEndPoint address, string scheme) => (this.application, Address, this.scheme) = (application, address, scheme);

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address { get; }

    /// <summary>Its address for people.</summary>
    public string Url => $"{scheme}://{(IPAddress.IsLoopback(Address.Address) ? "localhost" : Address.ToString()[..Address.ToString().LastIndexOf(':')])}:{Address.Port}";

    /// <exception cref="FailureException">The address is in use, or cannot be listened at.</exception>
    public static async Task<WebServer> StartAsync(WebOptions options, RequestDelegate handle)
    {
        for (int i = 0; ; i++)
        {
            IPEndPoint address = new(options.Address.Address, options.Address.Port + i);
            try
            {
                return await ListenAsync(options, address, handle);
            }
            catch (IOException e) when (e.InnerException is AddressInUseException or SocketException)
            {
                if (!options.TakesNextPort || address.Port is 0 or >= IPEndPoint.MaxPort || i == PortsTried)
                {
                    string next = address.Port is > 0 and < IPEndPoint.MaxPort ? $"such as {address.Port + 1}" : "";
                    throw new FailureException($"{address}: cannot be listened at ({e.InnerException.Message.TrimEnd('.')}); choose another port, {next}, or end what listens there");
                }

                Console.Error.WriteLine($"port {address.Port} is in use; trying {address.Port + 1}");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource limit = new(Patience);
        try
        {
            await application.StopAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            // Whoever is still served is cut off.
        }

        await application.DisposeAsync();
    }

    private static async Task<WebServer> ListenAsync(WebOptions options, IPEndPoint address, RequestDelegate handle)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            KestrelServerLimits limits = kestrel.Limits;
            limits.MaxConcurrentConnections = options.Connections;
            limits.MaxConcurrentUpgradedConnections = options.Connections;
            limits.MaxRequestBodySize = options.BodyBytes;
            limits.MaxRequestHeadersTotalSize = HeaderBytes;
            limits.MaxRequestHeaderCount = Headers;
            limits.MaxRequestLineSize = HeaderBytes / 2;
            limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
            limits.MinRequestBodyDataRate = new MinDataRate(100, TimeSpan.FromSeconds(5));
            kestrel.Listen(address, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                if (options.Certificate is { } certificate)
                {
                    listen.UseHttps(https =>
                    {
                        (https.ServerCertificate, https.ServerCertificateChain) = (certificate.Own, certificate.Chain);
                        https.HandshakeTimeout = Patience;
                    });
                }
            });
        });
        // Signals are the command's to obey.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        WebApplication built = builder.Build();
        try
        {
            built.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(15), KeepAliveTimeout = TimeSpan.FromSeconds(30) });
            built.Run(handle);
            await built.StartAsync();
            string bound = built.Urls.First();
            return new WebServer(built, new IPEndPoint(address.Address, new Uri(bound).Port), options.Certificate is null ? "http" : "https");
        }
        catch
        {
            await built.DisposeAsync();
            throw;
        }
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
