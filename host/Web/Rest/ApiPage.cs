using System.Reflection;

namespace Pawl.Host.Web.Rest;

/// <summary>The page on which the API can be tried. It is made of the OpenAPI document, in the browser, and fetches nothing from elsewhere.</summary>
internal static class ApiPage
{
    public static Reply Html { get; } = Of("api.html", "text/html; charset=utf-8");

    public static Reply Script { get; } = Of("try.js", "text/javascript; charset=utf-8");

    public static Reply Style { get; } = Of("try.css", "text/css; charset=utf-8");

    private static Reply Of(string name, string type)
    {
        using Stream from = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        byte[] content = new byte[from.Length];
        from.ReadExactly(content);
        return new Reply(content, type);
    }
}
