using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;

namespace Preau.Standalone;

/// <summary>
/// Calls from host to host inside this process, without a socket: each host listens as ever, and takes through the same pipeline
/// what is asked of its address here. By sampling, sockets took a fifth of the first page.
/// </summary>
internal sealed class DirectCalls
{
    private readonly ConcurrentDictionary<string, Door> _open = new();

    /// <summary>Lets a host call the others so, and be called itself from its start to its stop.</summary>
    public void Join(IServiceCollection services, string address)
    {
        services.AddSingleton<IHttpMessageHandlerBuilderFilter>(new Clients(this));
        var (sockets, at) = (services.Last(s => s.ServiceType == typeof(IServer)), new Uri(address).Authority);
        services.Replace(ServiceDescriptor.Singleton<IServer>(sp =>
            new Doors((IServer)ActivatorUtilities.CreateInstance(sp, sockets.ImplementationType!), new Door(new TestServer(sp)), _open, at)));
    }

    private sealed class Doors(IServer sockets, Door direct, ConcurrentDictionary<string, Door> open, string at) : IServer
    {
        public IFeatureCollection Features => sockets.Features;

        public async Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken) where TContext : notnull
        {
            await direct.OpenAsync(application, cancellationToken);
            await sockets.StartAsync(application, cancellationToken);
            open[at] = direct;
        }

        // From here on callers meet the closed port, and treat it as in the cluster; who came before has its answer first.
        public Task StopAsync(CancellationToken cancellationToken)
        {
            open.TryRemove(at, out _);
            return Task.WhenAll(sockets.StopAsync(cancellationToken), direct.ShutAsync(cancellationToken));
        }

        public void Dispose()
        {
            direct.Dispose();
            sockets.Dispose();
        }
    }

    private sealed class Direct(DirectCalls calls) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri is not { Authority: var authority } || !calls._open.TryGetValue(authority, out var neighbour))
            {
                return base.SendAsync(request, cancellationToken);
            }

            // What the sockets' handler does of itself: a trace goes on in the neighbour.
            DistributedContextPropagator.Current.Inject(
                Activity.Current, request.Headers, static (headers, name, value) => ((HttpRequestHeaders)headers!).TryAddWithoutValidation(name, value));
            return neighbour.Send(request, cancellationToken) ?? base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class Clients(DirectCalls calls) : IHttpMessageHandlerBuilderFilter
    {
        public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
        {
            next(builder);
            builder.AdditionalHandlers.Add(new Direct(calls));
        };
    }
}
