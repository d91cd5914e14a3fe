namespace Preau.Ui.Bff;

/// <summary>
/// Talks to identity at its internal address while everyone names its public one: only the request's origin changes, and identity is told the public host,
/// so that the addresses in its discovery document are those the browser can reach.
/// </summary>
internal sealed class Backchannel(
    Uri publicUrl, Uri? internalUrl) : DelegatingHandler(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2), UseCookies = false })
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (internalUrl is not null && request.RequestUri is { } uri && uri.Authority == publicUrl.Authority)
        {
            request.RequestUri = new Uri(internalUrl, uri.PathAndQuery);
            request.Headers.TryAddWithoutValidation("X-Forwarded-Host", publicUrl.Authority);
            request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", publicUrl.Scheme);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
