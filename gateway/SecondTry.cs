using Yarp.ReverseProxy.Forwarder;

namespace Preau.Gateway;

/// <summary>
/// A replica may go between the look at it and its use. What it has certainly not done is asked once more, of another one where there is: a request that
/// never reached it, and a reading (GET, HEAD) whose answer didn't come. A writing that may have been done is never repeated.
/// </summary>
internal static class SecondTry
{
    public static async Task Go(HttpContext http, RequestDelegate next)
    {
        await next(http);
        if (http.GetForwarderErrorFeature() is not { Error: ForwarderError.Request } error || http.Response.HasStarted
            || http.RequestAborted.IsCancellationRequested
            || !(IsReading(http.Request) || NeverArrived(error.Exception)))
        {
            return;
        }

        var proxy = http.GetReverseProxyFeature();
        var others = proxy.AllDestinations.Where(d => d != proxy.ProxiedDestination && d.Health.Active != Yarp.ReverseProxy.Model.DestinationHealth.Unhealthy)
            .ToList();
        proxy.AvailableDestinations = others.Count > 0 ? others : proxy.AllDestinations;
        http.Features.Set<IForwarderErrorFeature>(null);
        http.Response.Clear();
        await next(http);
    }

    private static bool IsReading(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && request.ContentLength is null or 0;

    private static bool NeverArrived(Exception? e) =>
        e is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError };
}
