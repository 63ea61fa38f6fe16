using System.Buffers;
using Microsoft.AspNetCore.Http;
using Pawl.Host.Web.Rest;

namespace Pawl.Host.Web;

/// <summary>The body of a request: bounded in time here, in size by the server.</summary>
internal static class RequestBody
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <exception cref="Problem">It does not come in time.</exception>
    /// <exception cref="BadHttpRequestException">It is larger than the server takes.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(Patience);
        ArrayBufferWriter<byte> body = new();
        try
        {
            while (await context.Request.BodyReader.ReadAsync(limit.Token) is var part)
            {
                foreach (ReadOnlyMemory<byte> piece in part.Buffer)
                {
                    body.Write(piece.Span);
                }

                context.Request.BodyReader.AdvanceTo(part.Buffer.End);
                if (part.IsCompleted)
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            throw new Problem(408, $"the body did not come within {Patience.TotalSeconds} s");
        }

        return body.WrittenMemory;
    }
}
