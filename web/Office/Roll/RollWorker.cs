namespace Preau.Office.Roll;

/// <summary>The service worker of the roll call. Its address decides what it may serve, so it lies
/// under the office of the commune and not beside the other files.</summary>
internal static class RollWorker
{
    private static readonly byte[] Script = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "www", "roll-worker.js"));

    public static void MapRollWorker(this WebApplication app) => app.MapGet("/pointage/garde.js", (HttpContext http) =>
    {
        http.Response.Headers["Service-Worker-Allowed"] = http.Request.PathBase + "/pointage";
        http.Response.Headers.CacheControl = "no-cache";
        return Results.Bytes(Script, "text/javascript; charset=utf-8");
    }).AllowAnonymous();
}
