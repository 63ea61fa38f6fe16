namespace Pawl.Host.Web.Rest;

/// <summary>A request cannot be answered; it becomes a document of RFC 9457.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="detail">What is wrong and what to do, for people.</param>
internal sealed class Problem(int status, string detail) : Exception(detail)
{
    public int Status => status;

    public string Title => TitleOf(status);

    /// <summary>The word by which it is counted.</summary>
    public string Reason => Title.ToLowerInvariant().Replace(' ', '_');

    /// <summary>What a status is called.</summary>
    public static string TitleOf(int status) => status switch
    {
        400 => "Bad request",
        401 => "No valid key",
        403 => "Not allowed",
        404 => "Not found",
        405 => "Method not allowed",
        408 => "Too slow",
        409 => "Conflict",
        413 => "Too large",
        415 => "Unsupported media type",
        421 => "Misdirected request",
        422 => "Not acceptable content",
        429 => "Too many requests",
        501 => "Not there",
        503 => "Not now",
        _ => "Failure",
    };
}
