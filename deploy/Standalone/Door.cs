using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.TestHost;

namespace Preau.Standalone;

/// <summary>
/// A host's pipeline, for callers in the same process. It counts who is inside: once it is shut nobody comes in any more, and who is inside is waited for,
/// as sockets are: a payment under way gets its answer.
/// </summary>
internal sealed class Door(TestServer direct) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly HashSet<IFeatureCollection> _served = [];
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private HttpMessageInvoker? _pipeline;
    private int _inside;
    private bool _shut;

    public async Task OpenAsync<TContext>(IHttpApplication<TContext> application, CancellationToken ct) where TContext : notnull
    {
        await ((IServer)direct).StartAsync(new Counted<TContext>(application, this), ct);
        _pipeline = new HttpMessageInvoker(direct.CreateHandler());
    }

    /// <summary>The answer to come, or null where it is shut.</summary>
    public Task<HttpResponseMessage>? Send(HttpRequestMessage request, CancellationToken ct)
    {
        lock (_lock)
        {
            if (_shut)
            {
                return null;
            }

            _inside++;
        }

        return SendInsideAsync(request, ct);
    }

    /// <summary>Waits for all who are inside until <paramref name="patience"/> ends; who is left then is sent away.</summary>
    public async Task ShutAsync(CancellationToken patience)
    {
        lock (_lock)
        {
            _shut = true;
            if (_inside == 0)
            {
                return;
            }
        }

        try
        {
            await _empty.Task.WaitAsync(patience);
        }
        catch (OperationCanceledException)
        {
            foreach (var request in Served())
            {
                request.Get<IHttpRequestLifetimeFeature>()?.Abort();
            }
        }
    }

    public void Dispose()
    {
        _pipeline?.Dispose();
        direct.Dispose();
    }

    private IFeatureCollection[] Served()
    {
        lock (_lock)
        {
            return [.. _served];
        }
    }

    // Its caller is inside until the head of the answer, the request itself until its last byte was read: between the two nobody is forgotten.
    private async Task<HttpResponseMessage> SendInsideAsync(HttpRequestMessage request, CancellationToken ct)
    {
        try
        {
            return await _pipeline!.SendAsync(request, ct);
        }
        finally
        {
            Leave(null);
        }
    }

    private void Enter(IFeatureCollection request)
    {
        lock (_lock)
        {
            _inside++;
            _served.Add(request);
        }
    }

    private void Leave(IFeatureCollection? request)
    {
        lock (_lock)
        {
            if (request is not null)
            {
                _served.Remove(request);
            }

            if (--_inside == 0 && _shut)
            {
                _empty.TrySetResult();
            }
        }
    }

    private sealed class Counted<TContext>(IHttpApplication<TContext> application, Door door) : IHttpApplication<(TContext Context, IFeatureCollection Request)>
        where TContext : notnull
    {
        public (TContext Context, IFeatureCollection Request) CreateContext(IFeatureCollection contextFeatures)
        {
            var context = application.CreateContext(contextFeatures);
            door.Enter(contextFeatures);
            return (context, contextFeatures);
        }

        public Task ProcessRequestAsync((TContext Context, IFeatureCollection Request) context) => application.ProcessRequestAsync(context.Context);

        public void DisposeContext((TContext Context, IFeatureCollection Request) context, Exception? exception)
        {
            try
            {
                application.DisposeContext(context.Context, exception);
            }
            finally
            {
                door.Leave(context.Request);
            }
        }
    }
}
